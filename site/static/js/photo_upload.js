// Files of the form: a photo is made smaller here, kept on the device, sent in small pieces that go on after a break, and
// named in the field once the server has it. Without this file the form sends the file itself.

import { clearFile, deviceKey, files, putFile } from "./device_store.js";
import { keptAnew } from "./kept_pages.js";
import { isHeavy, isPicture, smaller } from "./photo_shrinking.js";

// Four seconds of a line of 64 kbit/s: little is lost when it breaks.
const SMALL_PIECE = 32 * 1024;
const LARGE_PIECE = 256 * 1024;
const QUICK = 1500;
// Bytes a second: below it a photo goes as a smaller one.
const THIN = 24 * 1024;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60000;

// Refused by the server: sending it again would change nothing.
class Refused extends Error {}

// The server says in a sentence why it cannot take it now.
class Later extends Error {}

// The line is too thin for a large photo: a smaller one must be made first.
class TooHeavy extends Error {}

let isThin = navigator.connection?.saveData || ["slow-2g", "2g", "3g"].includes(navigator.connection?.effectiveType);

const lines = new Map();

// One file after the other for each application: a thin line is not divided.
function inLine(application, work) {
  const next = (lines.get(application) ?? Promise.resolve()).then(work, work);
  lines.set(application, next);
  return next;
}

class FileField {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector("input[type=file]");
    this.bar = root.querySelector("progress");
    this.state = root.querySelector("[data-file-state]");
    this.again = root.querySelector("[data-file-retry]");
    this.application = root.dataset.application;
    this.path = root.dataset.path;
    this.base = Number.parseInt(root.dataset.base, 10) || 0;
    this.wait = FIRST_WAIT;
    this.input.addEventListener("change", () => this.chosen());
    this.again.addEventListener("click", () => this.goOn());
  }

  get token() {
    return this.freshToken ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  async chosen() {
    const [file] = this.input.files;
    if (!file) {
      return;
    }
    const blob = await smaller(file, { isThin });
    const kind = this.root.dataset.kind || (isPicture(file) ? "photo" : "document");
    try {
      await putFile(this.application, this.path, blob, file.name, { kind, base: this.base });
    } catch {
      // No room or no database on the device: the form sends the file as it would without a script.
      return;
    }
    this.input.value = "";
    this.tell("kept");
    this.goOn();
  }

  // Send what waits for this field, if anything does.
  goOn() {
    window.clearTimeout(this.timer);
    this.again.hidden = true;
    return inLine(this.application, async () => {
      const waiting = (await files(this.application)).find((row) => row.path === this.path);
      if (waiting) {
        await this.attempt(isThin ? await this.lighter(waiting) : waiting);
      }
    });
  }

  // The same photo, smaller where it is large; it begins anew then.
  async lighter(waiting) {
    if (waiting.kind !== "photo" || !isHeavy(waiting.blob)) {
      return waiting;
    }
    const blob = await smaller(waiting.blob, { isThin: true });
    if (blob.size >= waiting.blob.size) {
      return waiting;
    }
    const { kind, base, name } = waiting;
    const key = await putFile(this.application, this.path, blob, name, { kind, base });
    return { ...waiting, key, blob };
  }

  async attempt(waiting) {
    try {
      const file = await this.send(waiting);
      await this.name(file, waiting);
      this.wait = FIRST_WAIT;
    } catch (error) {
      this.bar.hidden = true;
      if (error instanceof TooHeavy) {
        await this.attempt(await this.lighter(waiting));
        return;
      }
      if (error instanceof Refused) {
        await clearFile(this.application, this.path, waiting.key);
        this.say(error.message || this.root.dataset.failed, true);
        return;
      }
      if (error instanceof Later) this.say(error.message, true);
      else this.tell(error.message === "signin" ? "signin" : "waiting");
      this.again.hidden = false;
      this.timer = window.setTimeout(() => this.goOn(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
    }
  }

  async send({ key, kind, name, blob }) {
    this.tell("sending");
    this.bar.hidden = false;
    const address = `${this.root.dataset.uploads}${key}/`;
    const begun = await this.ask(this.root.dataset.uploads, "POST", JSON.stringify({ key, kind, name, size: blob.size }));
    if (begun.file) {
      return begun.file;
    }
    let { received } = begun;
    let length = SMALL_PIECE;
    this.show(received, blob.size);
    while (received < blob.size) {
      const started = performance.now();
      const piece = await blob.slice(received, received + length).arrayBuffer();
      ({ received } = await this.ask(`${address}?offset=${received}`, "PUT", piece, "application/octet-stream"));
      const took = performance.now() - started;
      if (!isThin && (piece.byteLength * 1000) / took < THIN) {
        isThin = true;
        if (kind === "photo" && isHeavy(blob) && received < blob.size / 2) {
          throw new TooHeavy();
        }
      }
      length = took < QUICK ? Math.min(LARGE_PIECE, length * 2) : SMALL_PIECE;
      this.show(received, blob.size);
    }
    this.tell("checking");
    return (await this.ask(`${address}finish/`, "POST", "")).file;
  }

  // Say in the form's field which file stands there now. Somebody else's file is never replaced in silence.
  async name(file, waiting) {
    const change = { path: this.path, value: file.id, base: Math.max(waiting.base ?? 0, 0) };
    const saved = await this.ask(this.root.dataset.save, "POST", JSON.stringify({ changes: [change] }), "application/json", [409]);
    await clearFile(this.application, this.path, waiting.key);
    this.bar.hidden = true;
    if (saved.conflicts?.length) {
      this.say(this.root.dataset.conflict, true);
      return;
    }
    keptAnew(window.location.href).catch(() => {});
    this.base = saved.versions?.[this.path] ?? this.base;
    this.root.querySelectorAll("[data-file-base]").forEach((input) => (input.value = this.base));
    this.showFile(file);
    this.tell("done");
    this.root.dispatchEvent(new CustomEvent("file-saved", { bubbles: true, detail: { path: this.path, value: file.id, version: this.base } }));
  }

  async ask(address, method, body, type = "application/json", alsoTaken = [], repeated = false) {
    if (!this.token) {
      await this.renewToken();
    }
    const headers = { "X-CSRFToken": this.token, "X-Device": deviceKey(), "Content-Type": type, Accept: "application/json" };
    const response = await fetch(address, { method, body, headers, credentials: "same-origin", redirect: "error" });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const told = isJson ? await response.json() : {};
    if (response.ok || alsoTaken.includes(response.status) || (response.status === 409 && "received" in told)) {
      return told;
    }
    if (response.status === 401 && !told.label) {
      throw new Error("signin");
    }
    if (isJson && (response.status === 401 || response.status >= 500)) {
      throw new Later(told.error);
    }
    if (response.status === 403 && !isJson && !repeated) {
      // A page kept from before signing in again holds an old token.
      await this.renewToken();
      return this.ask(address, method, body, type, alsoTaken, true);
    }
    if (isJson && response.status >= 400 && response.status < 500) {
      throw new Refused(told.error);
    }
    throw new Error(String(response.status));
  }

  async renewToken() {
    const answer = await fetch(this.root.dataset.uploads, { credentials: "same-origin", redirect: "error" });
    if (answer.ok) {
      this.freshToken = (await answer.json()).token;
    }
  }

  show(received, size) {
    this.bar.value = Math.round((100 * received) / size);
  }

  showFile(file) {
    const current = this.root.querySelector("[data-file-current]");
    const link = Object.assign(document.createElement("a"), { href: file.url, textContent: file.name });
    const line = Object.assign(document.createElement("p"), { className: "file-field__name" });
    line.append(link);
    current.replaceChildren(line);
    if (file.preview) {
      const picture = Object.assign(document.createElement("img"), { className: "file-field__photo", src: file.preview, alt: file.name });
      current.prepend(picture);
    }
  }

  tell(state) {
    this.say(this.root.dataset[state], state === "signin");
  }

  say(sentence, isTrouble = false) {
    this.state.textContent = sentence;
    this.state.classList.toggle("field__error", isTrouble);
  }
}

const fields = new Map();

function take(element) {
  const field = new FileField(element);
  fields.set(element, field);
  field.goOn();
  return field;
}

// Items may be added to the page later.
function adopt() {
  for (const element of document.querySelectorAll("[data-file-field]")) {
    if (!fields.has(element) && element.querySelector("input[type=file]")) {
      take(element);
    }
  }
}

// Files that were chosen on another page go on from any page of one's applications.
async function goOnElsewhere() {
  const worker = document.querySelector("meta[name=device-worker]")?.content;
  const own = worker?.slice(0, worker.lastIndexOf("/") + 1);
  for (const { application, path } of worker ? await files() : []) {
    if (![...fields.values()].some((field) => field.path === path && field.application === application)) {
      const uploads = `${own}${application}/files/uploads/`;
      const dataset = { application, path, uploads, save: `${own}${application}/save/` };
      const root = document.createElement("div");
      Object.assign(root.dataset, dataset);
      const [input, state] = [document.createElement("input"), document.createElement("p")];
      input.type = "file";
      state.dataset.fileState = state.dataset.fileCurrent = "";
      const again = document.createElement("button");
      again.dataset.fileRetry = "";
      root.append(input, document.createElement("progress"), state, again);
      take(root);
    }
  }
}

adopt();
goOnElsewhere().catch(() => {});
new MutationObserver(adopt).observe(document.body, { childList: true, subtree: true });
window.addEventListener("online", () => fields.forEach((field) => field.goOn()));
