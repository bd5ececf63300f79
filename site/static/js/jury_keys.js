// Scoring by the keyboard: a figure gives the criterion that has the focus this score, n and p lead to the next and the
// previous application. Never while something is typed, and not at all once it was switched off (WCAG 2.1.4).

const OFF = "jury-keys-off";
const switched = document.querySelector("[data-jury-keys]");
const choice = switched?.querySelector("input");

function areOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function isTyped(target) {
  return target.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=submit])");
}

function score(figure) {
  const criterion = document.activeElement?.closest("[data-criterion]");
  const input = [...(criterion?.querySelectorAll("input[type=radio]") ?? [])].find((radio) => radio.value === figure);
  if (!input || input.disabled) return false;
  input.checked = true;
  input.focus();
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function follow(selector) {
  const link = document.querySelector(selector);
  link?.click();
  return Boolean(link);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing || areOff() || isTyped(event.target)) return;
  // Where the keyboard writes no Latin letters, the place of the key counts.
  const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
  let done = false;
  if (/^[0-9]$/.test(event.key)) done = score(event.key);
  else if (key === "n") done = follow("[data-jury-next]");
  else if (key === "p") done = follow("[data-jury-previous]");
  if (done) event.preventDefault();
});

if (choice) {
  switched.hidden = false;
  choice.checked = !areOff();
  choice.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, choice.checked ? "0" : "1");
    } catch {
      // A private window remembers nothing; the keys stay on.
    }
  });
}
