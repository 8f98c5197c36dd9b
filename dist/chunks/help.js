function e({flags:e}){let[,t,n=``,r]=/^(?:(-\w), )?(--[\w-]+)(?: <(.+)>)?$/.exec(e)??[];return{short:t,long:n,value:r}}function t(e){return`# Load it with: source <(clusterstack completion bash)
_clusterstack() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words='' flags=''
  if ((COMP_CWORD == 1)); then
    mapfile -t COMPREPLY < <(compgen -W '${e.map(({name:e})=>e).join(` `)}' -- "$current")
    return
  fi
  case "\${COMP_WORDS[1]}" in
${e.map(n).join(`
`)}
  esac
  case "\${COMP_WORDS[1]} $previous" in
${e.flatMap(r).join(`
`)}
  esac
  if [[ $current == -* ]]; then
    words=$flags
  fi
  if [[ -n $words ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _clusterstack clusterstack
`}function n({name:e,words:t,flags:n}){return`    ${e})${t?.choices===void 0?``:` words='${t.choices.join(` `)}'`} flags='${n.flatMap(i).join(` `)}' ;;`}function r({name:e,flags:t}){return t.flatMap(t=>t.choices===void 0?[]:[`    ${i(t).map(t=>`'${e} ${t}'`).join(` | `)}) words='${t.choices.join(` `)}' ;;`])}function i(t){let{short:n,long:r}=e(t);return n===void 0?[r]:[n,r]}function a(e){return`# Load it with: clusterstack completion fish | source\n${e.flatMap(e=>[`complete -c clusterstack -f -n __fish_use_subcommand -a ${e.name} -d ${c(e.summary)}`,...o(e)]).join(`
`)}\n`}function o({name:e,words:t,flags:n}){let r=`complete -c clusterstack -n '__fish_seen_subcommand_from ${e}'`;return[...t?.choices===void 0?[]:[`${r} -f -a ${c(t.choices.join(` `))}`],...n.map(e=>`${r} ${s(e)}`)]}function s(t){let{short:n,long:r,value:i}=e(t);return[...n===void 0?[]:[`-s ${n.slice(1)}`],`-l ${r.slice(2)}`,...t.choices===void 0?[]:[`-x -a ${c(t.choices.join(` `))}`],...t.choices===void 0&&i!==void 0?[`-r`]:[],`-d ${c(t.description)}`].join(` `)}function c(e){return`'${e.replaceAll(/['\\]/g,`\\$&`)}'`}function l(e){return`#compdef clusterstack
# Load it with: source <(clusterstack completion zsh)
_clusterstack() {
  local line state
  _arguments -C '1: :->verb' '*:: :->words'
  case $state in
    verb)
      local -a verbs=(
${e.map(({name:e,summary:t})=>`        ${m(`${e}:${t}`)}`).join(`
`)}
      )
      _describe verb verbs
      ;;
    words)
      case $line[1] in
${e.map(u).join(`
`)}
      esac
      ;;
  esac
}
compdef _clusterstack clusterstack
`}function u({name:e,words:t,flags:n}){let r=t===void 0?[]:[m(`*:${p(t.name)}:${f(t.choices)}`)];return`        ${e}) _arguments ${[...n.flatMap(d),...r].join(` `)} ;;`}function d(t){let{short:n,long:r,value:i}=e(t),a=`[${p(t.description)}]${i===void 0?``:`:${p(i)}:${f(t.choices)}`}`;return[n,r].filter(e=>e!==void 0).map(e=>m(`*${e}${a}`))}function f(e){return e===void 0?`_files`:`(${e.join(` `)})`}function p(e){return e.replaceAll(/[[\]:\\]/g,`\\$&`)}function m(e){return`'${e.replaceAll(`'`,`'\\''`)}'`}export{t as formatBash,a as formatFish,l as formatZsh};