phala --version
