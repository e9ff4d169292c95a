// SPDX-License-Identifier: Apache-2.0
// page.mjs DRIVER FOLDER: each page of the folder at two widths, in both colour schemes and in print:
// it asks for nothing from outside, says nothing to the console, is no wider than the window, each
// link of the picture can be hit, and has the colour of the section that it opens.
import { createRequire } from 'node:module'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

const [driver, folder] = process.argv.slice(2)
const { chromium } = createRequire(import.meta.url)(resolve(driver))
const links = ['root', 'platform', 'quote', 'os', 'kms', 'app', 'purpose']
const widths = [1280, 390]
const height = 1600
const paper = 794 // A4 at 96 dots to the inch
const findings = []

async function open(browser, file) {
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  const look = { is: 'opened' }
  const find = (what) => findings.push(`${file}, ${look.is}: ${what}`)
  page.on('console', (message) => find(`the console says: ${message.text()}`))
  page.on('pageerror', (error) => find(`an error: ${error}`))
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) find(`asks for ${request.url()}`)
  })
  return { page, find, look }
}

async function checkWidth(page, find, what) {
  const [wide, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  if (wide > inner) find(`${what}: ${wide} pixels wide`)
}

// The picture that shows: what each of its links says, its colour, and what a click on it hits.
function readPicture(names) {
  document.querySelectorAll('main > details').forEach((d) => d.removeAttribute('open'))
  scrollTo(0, 0)
  const colour = (element) => getComputedStyle(element).getPropertyValue('--c').trim()
  return names.map((name) => {
    const shown = [...document.querySelectorAll(`main > nav .chain a[href="#${name}"]`)]
      .filter((a) => a.getBoundingClientRect().width > 0)
    if (shown.length !== 1) return { name, n: shown.length }
    const box = shown[0].querySelector('.body').getBoundingClientRect()
    const note = shown[0].querySelector('.note').getBoundingClientRect()
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    return {
      name, n: 1, at,
      label: shown[0].getAttribute('aria-label'),
      isHit: document.elementFromPoint(at.x, at.y)?.closest('a') === shown[0],
      isCut: note.left < 0 || note.right > innerWidth,
      colours: [colour(shown[0]), colour(document.getElementById(name).closest('details'))],
    }
  })
}

async function checkPicture(page, find) {
  const found = await page.evaluate(readPicture, links)
  for (const { name, n, label, isHit, isCut, colours } of found) {
    if (n !== 1) {
      find(`${n} visible links to ${name}`)
      continue
    }
    if (!/: /.test(label ?? '')) find(`the link to ${name} has no name`)
    if (!isHit) find(`a click on ${name} does not hit it`)
    if (isCut) find(`the note of ${name} is cut`)
    if (colours[0] !== colours[1]) find(`${name} has two colours: ${colours}`)
  }
  const { name, at } = found[found.length - 1]
  await page.mouse.click(at.x, at.y)
  const isOpen = await page.evaluate((id) => document.getElementById(id).closest('details').open, name)
  if (!isOpen) find(`a click on ${name} opens nothing`)
}

async function checkOpened(page, find) {
  await page.evaluate(() => document.querySelectorAll('details').forEach((d) => d.setAttribute('open', '')))
  await checkWidth(page, find, 'all opened')
  const { hidden, doubled, dangling } = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
    return {
      hidden: [...document.querySelectorAll('.more')].filter((e) => e.getBoundingClientRect().height === 0).length,
      doubled: ids.length - new Set(ids).size,
      dangling: [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute('href').slice(1))
        .filter((id) => !document.getElementById(id)),
    }
  })
  if (hidden > 0) find(`${hidden} checks show nothing when opened`)
  if (doubled > 0) find(`${doubled} ids are there twice`)
  if (dangling.length > 0) find(`links that lead nowhere: ${dangling}`)
}

// Paper is white and has no clicks: what stands behind each link is there without one.
async function checkPrint(page, find) {
  await checkWidth(page, find, 'on paper')
  const { colours, hidden } = await page.evaluate(() => ({
    colours: ['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name]),
    hidden: [...document.querySelectorAll('main > .link > .inside')]
      .filter((e) => !e.checkVisibility({ contentVisibilityAuto: true })).length,
  }))
  if (`${colours}` !== 'rgb(255, 255, 255),rgb(23, 32, 44)') find(`paper and ink are ${colours}`)
  if (hidden > 0) find(`${hidden} links show nothing`)
}

async function checkFile(browser, file) {
  const { page, find, look } = await open(browser, file)
  const picture = (name) => page.screenshot({ path: join(folder, `${file}.${name}.png`) })
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  for (const width of widths) {
    look.is = `${width} pixels wide`
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.goto(`file://${resolve(folder, file)}`)
    await checkWidth(page, find, 'as it opens')
    await picture(width)
    const light = await background()
    await page.emulateMedia({ colorScheme: 'dark' })
    if ((await background()) === light) find('light and dark look the same')
    if (width === widths[1]) await picture('dark')
    await checkPicture(page, find)
    await checkOpened(page, find)
  }
  look.is = 'in print'
  await page.goto(`file://${resolve(folder, file)}`)
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await page.setViewportSize({ width: paper, height })
  await checkPrint(page, find)
  await picture('print')
  await page.pdf({ path: join(folder, `${file}.pdf`), format: 'A4', printBackground: true })
  await page.close()
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
const files = readdirSync(folder).filter((name) => name.endsWith('.html'))
const queue = [...files]
async function work() {
  for (let file = queue.shift(); file; file = queue.shift()) await checkFile(browser, file)
}
await Promise.all([work(), work()])
await browser.close()
if (files.length === 0) findings.push('no page')
for (const finding of findings) console.log(finding)
process.exit(findings.length > 0 ? 1 : 0)
