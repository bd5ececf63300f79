// Puts ████ in the place of what is selected in a text that jurors will read. Without this script it is typed.
(() => {
  const MARK = "████";
  for (const button of document.querySelectorAll("[data-black-out]")) {
    const field = document.getElementById(button.dataset.blackOut);
    if (!field) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to } = field;
      field.focus();
      if (from === to) return;
      field.setRangeText(MARK, from, to, "end");
    });
  }
})();
