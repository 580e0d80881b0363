// Keys work from the first picture on, and again when somebody comes back to the page: no click is needed before them.
const keys = () => document.querySelector(".xterm-helper-textarea")?.focus();
new MutationObserver(keys).observe(document.body, { attributes: true, attributeFilter: ["class"] });
window.addEventListener("focus", keys);
