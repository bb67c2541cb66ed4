// What the server says of this channel, from <meta name="parlo-chat">, and the page's words.
const given = JSON.parse(document.querySelector('meta[name="parlo-chat"]').content);

export const chat = given.chat;
export const icons = given.icons;
/** Somebody was there who could answer when the page was written. */
export const wasReady = given.ready;
export const language = document.documentElement.lang;
/** As the visitor's region writes times and numbers, in the page's language. */
export const locale = navigator.languages.find((one) => one.slice(0, 2) === language) ?? { en: "en-GB", it: "it-IT" }[language];
/** The page lies in the frame that widget.js made, and is not always to be seen. */
export const inWidget = window.parent !== window && new URLSearchParams(location.search).has("widget");

/** A text with its holes filled: say("talking", { name }). */
export const say = (key, facts = {}) => (given.words[key] ?? key).replace(/\{(\w+)\}/g, (hole, name) => facts[name] ?? hole);
