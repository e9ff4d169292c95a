# fish completion for phala
function __phala_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete -- $words[2..-1] $current 2>/dev/null)
        if test "$line" = :files
            if string match -q -- '--*=*' $current
                set -l option (string replace -r '=.*' '=' -- $current)
                for path in (__fish_complete_path (string replace -r '^[^=]*=' '' -- $current))
                    echo $option$path
                end
            else
                __fish_complete_path $current
            end
        else
            echo $line
        end
    end
end
complete -c phala -f -a '(__phala_complete)'
