// Saves a section of the form while somebody types: at every keystroke on the device, on the server after a pause.
// Without this file the form is sent by its buttons; both go through the same rules on the server.

import { clear, pending, put } from "./device_store.js";
import { Field, countWords } from "./form_field.js";

const PAUSE = 1500;
const LONGEST_WAIT = 5000;
const RETRY_FIRST = 2000;
const RETRY_LONGEST = 60000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.application = form.dataset.application;
    this.says = form.dataset;
    this.state = form.querySelector("[data-save-state]");
    this.fields = new Map();
    for (const box of form.querySelectorAll("[data-field]")) this.fields.set(box.dataset.field, new Field(box));
    this.waiting = new Map();
    this.retry = RETRY_FIRST;
    form.addEventListener("input", (event) => this.touched(event.target));
    form.addEventListener("change", (event) => this.touched(event.target));
    form.addEventListener("suggest:chosen", (event) => this.chose(event));
    form.addEventListener("submit", () => (this.isLeaving = true));
    window.addEventListener("online", () => this.send());
    document.addEventListener("visibilitychange", () => document.hidden && this.send());
    window.addEventListener("beforeunload", (event) => this.waiting.size && this.isUnkept && !this.isLeaving && event.preventDefault());
    this.restore();
    for (const field of this.fields.values()) this.ask(field);
  }

  touched(input) {
    const field = this.fields.get(input?.closest?.("[data-field]")?.dataset.field);
    if (!field || input.name !== field.path) return;
    this.count(field);
    this.ask(field);
    const value = field.value;
    if (JSON.stringify(value) === field.saved && !this.waiting.has(field.path)) return;
    this.waiting.set(field.path, { path: field.path, value, base: field.base });
    this.keep(field.path, value, field.base);
    this.plan();
  }

  // On the device, before anything else. A browser without a database says that nothing is kept yet.
  async keep(path, value, base) {
    try {
      await put(this.application, path, value, base);
      this.isUnkept = false;
      if (this.waiting.has(path) && !this.isOffline) this.tell("here", this.says.saysHere);
    } catch {
      this.isUnkept = true;
      this.tell("offline", this.says.saysUnkept);
    }
  }

  plan() {
    const now = Date.now();
    this.since ??= now;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), Math.max(0, Math.min(PAUSE, this.since + LONGEST_WAIT - now)));
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), this.retry);
    this.retry = Math.min(this.retry * 2, RETRY_LONGEST);
  }

  async send() {
    window.clearTimeout(this.timer);
    if (this.isSending || this.isLeaving || this.isClosed || !this.waiting.size) return;
    this.isSending = true;
    this.since = undefined;
    // A save whose answer got lost goes again as it was: the server may have kept it, and what was typed since is
    // then written over that version, not beside it.
    const changes = (this.unanswered ??= [...this.waiting.values()]);
    try {
      const answer = await this.post(changes);
      this.unanswered = undefined;
      await this.answered(answer, changes);
    } catch {
      this.isOffline = true;
      this.tell("offline", this.isUnkept ? this.says.saysUnkept : this.says.saysOffline);
      this.later();
    } finally {
      this.isSending = false;
    }
    if (this.waiting.size && !this.isOffline) this.plan();
  }

  async post(changes, isAgain = false) {
    const token = this.form.querySelector("[name=csrfmiddlewaretoken]");
    const answer = await fetch(this.says.autosave, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token.value },
      body: JSON.stringify({ changes }),
    });
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (answer.status === 403 && !isJson && !isAgain) {
      // Signed in anew in another tab: the page's token is of the former session.
      token.value = await this.freshToken();
      return this.post(changes, true);
    }
    if (!isJson) throw new Error(`save answered ${answer.status}`);
    return { status: answer.status, ...(await answer.json()) };
  }

  async freshToken() {
    const page = await fetch(window.location.pathname, { credentials: "same-origin" });
    const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
    return parsed.querySelector(".answers-form [name=csrfmiddlewaretoken]")?.value ?? "";
  }

  async answered(answer, changes) {
    this.isOffline = false;
    this.retry = RETRY_FIRST;
    if (answer.status === 401) {
      this.isOffline = true;
      this.tell("offline", this.says.saysSignedOut, answer.sign_in, this.says.saysSignIn);
      this.later();
      return;
    }
    if (answer.status !== 200 && answer.status !== 409) {
      // Kept on the device; sending the same again would be refused again.
      for (const change of changes) this.drop(change);
      this.isClosed = answer.status === 403;
      this.tell("refused", answer.error);
      return;
    }
    const conflicts = new Map(answer.conflicts.map((conflict) => [conflict.path, conflict]));
    for (const change of changes) {
      this.drop(change);
      if (conflicts.has(change.path)) continue;
      const field = this.fields.get(change.path);
      const version = answer.versions[change.path];
      if (field) {
        field.base = version;
        field.saved = JSON.stringify(change.value);
      }
      const typedSince = this.waiting.get(change.path);
      if (typedSince) typedSince.base = version;
      await clear(this.application, change.path, change.value).catch(() => {});
      if (typedSince) await this.keep(typedSince.path, typedSince.value, version);
    }
    const total = document.querySelector("[data-words-total]");
    if (total) total.textContent = answer.words;
    if (conflicts.size) this.tellOfConflict([...conflicts.values()][0]);
    else if (!this.waiting.size) this.tell("server", this.says.saysServer);
  }

  // What was typed while the save was under way stays.
  drop(change) {
    const now = this.waiting.get(change.path);
    if (now && JSON.stringify(now.value) === JSON.stringify(change.value)) this.waiting.delete(change.path);
  }

  tellOfConflict(conflict) {
    if (!this.fields.has(conflict.path)) {
      this.tell("conflict", `${this.says.saysConflict} (${conflict.label})`, conflict.address, this.says.saysBoth);
      return;
    }
    // The server shows both texts when it is sent the whole form.
    this.tell("conflict", `${this.says.saysConflict} (${conflict.label})`);
    const button = document.createElement("button");
    button.className = "button button--quiet button--small";
    button.name = "do";
    button.value = "save";
    button.textContent = this.says.saysBoth;
    this.state.append(" ", button);
  }

  tell(state, words, address, label) {
    if (this.state.dataset.state === state && this.state.dataset.words === words) return;
    this.state.dataset.state = state;
    this.state.dataset.words = words;
    this.state.textContent = words ?? "";
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener";
      link.textContent = label;
      this.state.append(" ", link);
    }
  }

  // Put what never reached the server back into its fields, and send what belongs to other pages of the form too.
  async restore() {
    const rows = await pending(this.application).catch(() => []);
    let shown = false;
    for (const { path, value, base } of rows) {
      if (this.waiting.has(path)) continue;
      const field = this.fields.get(path);
      if (field && field.saved === JSON.stringify(value)) {
        await clear(this.application, path, value).catch(() => {});
        continue;
      }
      if (field) {
        this.offer(field, value);
        field.value = value;
        field.base = base;
        this.count(field);
        this.ask(field);
        shown = true;
      }
      this.waiting.set(path, { path, value, base });
    }
    if (shown) this.tell("here", this.says.saysRestored);
    if (this.waiting.size) this.send();
  }

  // A community that was chosen on the device has no button on this page yet.
  offer(field, value, label = value) {
    const options = field.box.querySelector("[data-community-options]");
    if (!options || !value || field.inputs.some((input) => input.value === value)) return;
    const row = document.createElement("label");
    const input = document.createElement("input");
    const words = document.createElement("span");
    row.className = "question__option";
    input.type = "radio";
    input.name = field.path;
    input.value = value;
    words.textContent = label;
    row.append(input, " ", words);
    options.append(row);
  }

  chose(event) {
    const field = this.fields.get(event.target.closest("[data-field]")?.dataset.field);
    if (!field) return;
    this.offer(field, event.detail.value, event.detail.label);
    field.value = event.detail.value;
    event.target.value = "";
    this.touched(field.inputs[0]);
  }

  count(field) {
    const words = field.box.querySelector("[data-words]");
    const characters = field.box.querySelector("[data-characters]");
    if (words) words.textContent = countWords(field.value);
    if (characters) characters.textContent = [...field.value].length;
  }

  // Show the questions that wait for this answer, hide the others; what was typed in them stays.
  ask(field) {
    for (const box of this.form.querySelectorAll("[data-shown-if]")) {
      if (box.dataset.shownIf !== field.path) continue;
      box.hidden = field.box.hidden || ![].concat(field.value).includes(box.dataset.shownIfValue);
      const waiting = this.fields.get(box.dataset.field);
      if (waiting && waiting !== field) this.ask(waiting);
    }
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);

// Once somebody has chosen between two texts, the device need not remember their own.
for (const form of document.querySelectorAll("form[data-resolves]")) {
  form.addEventListener("submit", () => {
    for (const box of form.querySelectorAll("[data-conflict]")) {
      const sent = [...box.querySelectorAll("input[data-yours]")].map((input) => input.value);
      for (const value of [sent, sent[0] ?? ""]) clear(form.dataset.resolves, box.dataset.conflict, value).catch(() => {});
    }
  });
}
