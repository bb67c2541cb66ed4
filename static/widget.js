// <script src="https://…/chat/widget.js" data-channel="ID" async></script>: a button, and the channel's page in a frame.
// No globals, and styles that neither the site's own nor its policy touch.
(() => {
  const script = document.currentScript;
  const { channel, lang = document.documentElement.lang } = script?.dataset ?? {};
  const name = "parlo-chat";
  if (!channel || document.querySelector(`${name}[data-channel="${CSS.escape(channel)}"]`)) return;
  const { origin } = new URL(script.src);
  const memory = `${name}:${channel}`;
  const small = "(max-width: 480px), (max-height: 480px)";

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host{all:initial!important;position:fixed!important;inset:auto 20px 20px auto!important;z-index:2147483000!important;direction:ltr!important}
:host([hidden]) button{display:none}
button{all:unset;position:relative;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;
color:var(--ink);background:var(--colour);box-shadow:0 0 0 1px #fff3,0 6px 20px #0004}
button:focus-visible{outline:3px solid var(--colour);outline-offset:3px}
svg{width:26px;fill:none;stroke:currentcolor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
[aria-expanded=true] .say,[aria-expanded=false] .shut,span:empty{display:none}
span{position:absolute;top:-4px;right:-4px;min-width:8px;padding:0 6px;border-radius:10px;color:#fff;background:#c5221f;
font:600 12px/20px system-ui,sans-serif;text-align:center}
iframe{position:fixed;right:20px;bottom:88px;width:400px;max-width:calc(100vw - 40px);height:min(680px,100dvh - 108px);border:0;
border-radius:16px;color-scheme:light dark;box-shadow:0 0 0 1px #0002,0 12px 40px #0005;transition:.16s}
iframe:not(.open){visibility:hidden;opacity:0;translate:0 8px}
@media ${small}{iframe{inset:0;width:100%;max-width:none;height:var(--high,100dvh);border-radius:0}[aria-expanded=true]{visibility:hidden}}
@media (prefers-reduced-motion){iframe{transition:none}}
@media print{:host{display:none!important}}`);

  const make = (tag, made = {}) => Object.assign(document.createElement(tag), made);
  const drawing = (kind, line) => {
    const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("class", kind);
    path.setAttribute("d", line);
    svg.append(path);
    return svg;
  };
  const place = make(name, { hidden: true });
  place.dataset.channel = channel;
  const root = place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  const badge = make("span");
  const button = make("button", { type: "button" });
  button.append(drawing("say", "M7.9 20A9 9 0 1 0 4 16.1L2 22Z"), drawing("shut", "m6 9 6 6 6-6"), badge);
  const frame = make("iframe", { allow: "camera; microphone; display-capture; autoplay" });
  frame.src = `${origin}/chat/${channel}?widget&lang=${lang.slice(0, 2)}`;

  let words = {};
  let unread = "";
  let open = false;
  const show = () => {
    frame.classList.toggle("open", open);
    button.ariaExpanded = open;
    button.ariaLabel = open ? words.close : [words.open, unread].filter(Boolean).join(", ");
  };
  const tell = (kind) => frame.contentWindow?.postMessage({ parlo: kind }, origin);
  const turn = (to) => {
    open = to;
    try {
      sessionStorage.setItem(memory, open);
    } catch {}
    show();
    tell(open ? "open" : "shut");
  };
  const byHand = (to) => {
    turn(to);
    (open ? frame : button).focus();
  };
  // As it was on the page before; on a phone it would hide this one.
  const wasOpen = () => {
    try {
      return sessionStorage.getItem(memory) === "true" && !matchMedia(small).matches;
    } catch {}
  };

  const heard = {
    here: () => tell("hello"),
    ready: (said) => {
      words = said;
      frame.title = said.title;
      place.style.setProperty("--colour", said.colour);
      place.style.setProperty("--ink", said.ink);
      turn(open || wasOpen() || false);
      place.hidden = false;
    },
    unread: ({ count, label }) => {
      badge.textContent = count > 99 ? "99+" : count || "";
      unread = count && label;
      show();
    },
    close: () => byHand(false),
  };
  addEventListener("message", ({ source, origin: from, data }) => {
    if (from === origin && source === frame.contentWindow) heard[data?.parlo]?.(data);
  });
  button.onclick = () => byHand(!open);
  button.onkeydown = ({ key }) => void (key === "Escape" && byHand(false));
  // A phone's keyboard lies over the page.
  visualViewport?.addEventListener("resize", ({ target: { scale, height } }) => scale === 1 && place.style.setProperty("--high", `${height}px`));

  // At once, so that the script finds it a second time; what it loads waits for the site.
  document.documentElement.append(place);
  const begin = () => root.append(frame, button);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
})();
