/** The style of all pages, in each of them. Colours meet WCAG's contrast of 4.5 to 1 on each of their grounds. */
export const STYLE = `
:root{color-scheme:light dark;--ground:#fbfbfa;--card:#fff;--sunk:#f2f3f1;--ink:#1b2228;--soft:#54606a;--line:#dcdfdd;--link:#0b57a4;--good:#17633a;--good-bg:#e2f3e8;--warn:#7a4a00;--warn-bg:#fdf0d5;--bad:#a02020;--bad-bg:#fce6e4;--focus:#0b57a4;--mark:#fff6d6}
@media (prefers-color-scheme:dark){:root{--ground:#14181b;--card:#1b2024;--sunk:#22282d;--ink:#e6e9ea;--soft:#a3adb5;--line:#353d43;--link:#8ec5ff;--good:#8fd9ac;--good-bg:#17382a;--warn:#f0c674;--warn-bg:#3d2f12;--bad:#ffaaa3;--bad-bg:#4a1d1d;--focus:#8ec5ff;--mark:#3a3416}}
@media (prefers-contrast:more){:root{--soft:var(--ink);--line:currentColor}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;font-feature-settings:"tnum"}
.top>div,main,footer>div{max-width:66rem;margin:0 auto;padding:0 1.25rem}
.top{border-bottom:1px solid var(--line);background:var(--card)}
.top>div{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;min-height:3.5rem}
.brand{font-weight:650;color:inherit;text-decoration:none;margin-right:auto;padding:.4rem 0}
.top ul{display:flex;gap:.25rem;list-style:none;margin:0;padding:0}
.top li a{display:block;padding:.4rem .6rem;border-radius:.4rem;color:var(--soft);text-decoration:none;font-size:.9rem}
.top a:hover{color:var(--link);text-decoration:underline}
.skip{position:absolute;left:-99rem;background:var(--card);color:var(--link);padding:.75rem 1rem;z-index:3}
.skip:focus{left:.5rem;top:.5rem}
main{padding-top:2rem;padding-bottom:4rem}
main:focus{outline:0}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:.25rem}
:target{background:var(--mark)}
h1,h2,h3{line-height:1.2;letter-spacing:-.015em;font-weight:680;text-wrap:balance;overflow-wrap:anywhere}
h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);margin:.5rem 0 .75rem}
h2{font-size:1.4rem;margin:3rem 0 .75rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1.08rem;margin:2rem 0 .5rem}
p,li{max-width:46rem;overflow-wrap:anywhere}
p{margin:.6rem 0}
.lead{font-size:1.12rem;color:var(--soft);margin-bottom:1.5rem}
.lead strong,.lead code{color:var(--ink)}
.toc ul{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;list-style:none;margin:1rem 0;padding:0;font-size:.92rem}
.toc a{display:inline-block;padding:.2rem 0}
.trail ol{display:flex;flex-wrap:wrap;list-style:none;margin:0;padding:0;font-size:.88rem;color:var(--soft)}
.trail li+li::before{content:"/";padding:0 .5rem;color:var(--soft)}
.trail li{padding:.15rem 0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.875em}
code{overflow-wrap:anywhere}
pre{margin:0;padding:1rem;overflow:auto;background:var(--sunk);border-radius:0 0 .6rem .6rem;line-height:1.5;tab-size:2}
pre code{overflow-wrap:normal;font-size:1em}
figure{margin:1rem 0;border:1px solid var(--line);border-radius:.65rem}
figcaption{padding:.5rem 1rem;font-size:.88rem;color:var(--soft);border-bottom:1px solid var(--line)}
.tag{display:inline-block;padding:.02rem .55rem;border-radius:1rem;font-size:.82rem;font-weight:600;white-space:nowrap;background:var(--sunk);color:var(--soft)}
.tag.good,.notice.good{background:var(--good-bg);color:var(--good)}
.tag.warn,.notice.warn{background:var(--warn-bg);color:var(--warn)}
.tag.bad,.notice.bad{background:var(--bad-bg);color:var(--bad)}
.notice{padding:.75rem 1rem;border-radius:.6rem;border-left:.25rem solid currentColor;background:var(--sunk);max-width:none}
.notice a{color:inherit}
dl{display:flex;flex-wrap:wrap;gap:1px;margin:1.5rem 0;border:1px solid var(--line);border-radius:.65rem;background:var(--card);overflow:hidden}
dl>div{flex:1 1 14rem;padding:.7rem 1rem;box-shadow:0 0 0 1px var(--line)}
dt{font-size:.8rem;color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow:auto;margin:1rem 0;border:1px solid var(--line);border-radius:.65rem;background:var(--card)}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.93rem}
caption{text-align:left;padding:.6rem 1rem;color:var(--soft);font-size:.88rem}
th,td{padding:.5rem 1rem;text-align:left;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:anywhere}
thead th{color:var(--soft);font-size:.8rem;font-weight:600;white-space:nowrap}
tbody th{font-weight:550;min-width:11rem}
tbody tr:hover>*{background:var(--sunk)}
td{min-width:6.5rem}
time{white-space:nowrap}
.struck th a{text-decoration:line-through}
details{margin:.75rem 0;border:1px solid var(--line);border-radius:.65rem;background:var(--card);padding:0 1rem}
summary{cursor:pointer;padding:.6rem 0;font-weight:550}
details[open]{padding-bottom:.5rem}
.graph{overflow:auto;padding:1rem;background:var(--card)}
svg text{fill:currentColor;stroke:none;font-size:12px}
svg .head{font-weight:650}
svg rect{fill:var(--sunk);stroke:var(--soft)}
svg rect.good{fill:var(--good-bg);stroke:var(--good)}
svg rect.warn{fill:var(--warn-bg);stroke:var(--warn)}
svg rect.bad{fill:var(--bad-bg);stroke:var(--bad);stroke-dasharray:4 3}
svg path{stroke:var(--soft);opacity:.75;stroke-width:1.5}
svg path.good{stroke:var(--good)}
svg path.warn{stroke:var(--warn);stroke-dasharray:6 3}
svg path.bad{stroke:var(--bad);stroke-dasharray:2 3;opacity:.5}
svg a:hover rect,svg a:focus-visible rect{stroke-width:2.5}
footer{border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
footer>div{padding-top:1rem;padding-bottom:2rem}
@media (max-width:40rem){.top>div,main,footer>div{padding-left:1rem;padding-right:1rem}th,td{padding:.45rem .7rem}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{:root{--ground:#fff;--card:#fff;--sunk:#fff;--ink:#000;--soft:#333;--line:#bbb;--link:#000}body{font-size:10pt}.top nav,.skip,.trail,.toc{display:none}.scroll,pre,.graph{overflow:visible}pre{white-space:pre-wrap}h2,h3,caption,figcaption{break-after:avoid}tr,figure{break-inside:avoid}details::details-content{content-visibility:visible;block-size:auto}a.out::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}}
`;
