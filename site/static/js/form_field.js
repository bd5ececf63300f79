// A field of the form on its page: what stands in it, and over which version it was written.

// The same rule as contest/domain/words.py.
const WORD = /[\p{L}\p{N}]+(?:(?:[ʼ’'‘`\-‑]|(?<=\p{Nd})[.,](?=\p{Nd}))[\p{L}\p{N}]+)*/gu;

export function countWords(text) {
  return text.match(WORD)?.length ?? 0;
}

export class Field {
  constructor(box) {
    this.box = box;
    this.path = box.dataset.field;
    this.baseInput = box.querySelector(`input[type=hidden][name="base:${CSS.escape(this.path)}"]`);
    // Undefined where the page shows a text that the server could not keep.
    this.saved = "unkept" in box.dataset ? undefined : JSON.stringify(this.value);
  }

  get inputs() {
    return [...this.box.querySelectorAll("input, textarea, select")].filter((input) => input.name === this.path);
  }

  get kind() {
    const [first] = this.inputs;
    if (!first || first.type === "radio") return "radio";
    if (first.type === "checkbox") return this.box.matches("fieldset") ? "several" : "tick";
    return "text";
  }

  get value() {
    const inputs = this.inputs;
    const checked = inputs.filter((input) => input.checked);
    if (this.kind === "several") return checked.map((input) => input.value);
    if (this.kind === "tick") return checked.length ? "yes" : "";
    if (this.kind === "radio") return checked[0]?.value ?? "";
    return inputs[0].value;
  }

  set value(value) {
    const values = [].concat(value);
    if (this.kind === "text") this.inputs[0].value = values[0] ?? "";
    else if (this.kind === "tick") this.inputs[0].checked = Boolean(value);
    else for (const input of this.inputs) input.checked = values.includes(input.value);
  }

  get base() {
    return Number.parseInt(this.baseInput?.value ?? "0", 10) || 0;
  }

  // Without the mark of its value the server looks at the version alone.
  set base(version) {
    if (this.baseInput) this.baseInput.value = String(version);
  }
}
