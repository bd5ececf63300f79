// What was typed or chosen but has not reached the server yet, kept in the browser's own database (IndexedDB).
// Each person has a database of their own on the device, so that the next one at it sees nothing.

const ANSWERS = "answers";
const FILES = "files";
const PREFIX = "applications-";

export function deviceKey() {
  return document.querySelector("meta[name=device-key]")?.content ?? "";
}

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(`${PREFIX}${deviceKey()}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ANSWERS, { keyPath: ["application", "path"] });
      request.result.createObjectStore(FILES, { keyPath: ["application", "path"] });
    };
    request.onsuccess = () => {
      // Signing out in another tab must be able to delete the database.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

// Do the work in one transaction; what it returns is given back once everything is really written.
async function inStore(name, mode, work) {
  const store = (await database()).transaction(name, mode, { durability: "strict" }).objectStore(name);
  return new Promise((resolve, reject) => {
    const result = {};
    store.transaction.oncomplete = () => resolve(result.value);
    store.transaction.onerror = () => reject(store.transaction.error);
    store.transaction.onabort = () => reject(store.transaction.error);
    work(store, result);
  });
}

function ofApplication(application) {
  return IDBKeyRange.bound([application, ""], [application, "\uffff"]);
}

function readAll(name, application) {
  return inStore(name, "readonly", (store, result) => {
    store.getAll(application ? ofApplication(application) : undefined).onsuccess = (event) => (result.value = event.target.result);
  });
}

// Keep what stands in a field; `base` is the version that it was written over, `own` are texts that were sent from here
// without an answer, so that the server may hold one of them.
export function put(application, path, value, base, own = []) {
  return inStore(ANSWERS, "readwrite", (store) => store.put({ application, path, value, base, own, at: Date.now() }));
}

// What is kept of the application: [{application, path, value, base, own, at, settled}]. `settled` is the version that the
// server gave to what it holds now; there is none while it was not sent.
export function remembered(application) {
  return readAll(ANSWERS, application);
}

// The same as far as it has not been sent, of all applications if none is named.
export async function pending(application) {
  return (await remembered(application)).filter((row) => row.settled === undefined);
}

// The server holds the field now. It is forgotten only once the page kept on the device holds it too.
export function settle(application, path, value, version) {
  return change(application, path, (row, store) => isThe(value, row) && store.put({ ...row, settled: version }));
}

// Forget a field that the page kept on the device holds now, unless something else was typed into it meanwhile.
export function clearSettled(application, path, version) {
  return change(application, path, (row, store) => row.settled === version && store.delete([application, path]));
}

// Forget a field that the server holds now, unless something else was typed into it meanwhile.
export function clear(application, path, value) {
  return change(application, path, (row, store) => isThe(value, row) && store.delete([application, path]));
}

function change(application, path, work) {
  return inStore(ANSWERS, "readwrite", (store) => {
    store.get([application, path]).onsuccess = (event) => event.target.result && work(event.target.result, store);
  });
}

function isThe(value, row) {
  return JSON.stringify(row.value) === JSON.stringify(value);
}

// Keep what is typed for the device alone: it counts as settled, so it is never sent by itself. `of` says to what it belongs.
export function putHere(area, path, value, of) {
  const application = `here:${area}`;
  return inStore(ANSWERS, "readwrite", (store) => store.put({ application, path, value, base: of, own: [], settled: 0, at: Date.now() }));
}

// The same again: {value, base}, or undefined.
export async function keptHere(area, path) {
  return (await remembered(`here:${area}`)).find((row) => row.path === path);
}

export function clearHere(area, path) {
  return inStore(ANSWERS, "readwrite", (store) => store.delete([`here:${area}`, path]));
}

// Keep a file for a field, in place of one that was waiting there; returns the key under which it is uploaded.
export async function putFile(application, path, blob, name, more = {}) {
  const key = newKey();
  navigator.storage?.persist?.().catch(() => {});
  await inStore(FILES, "readwrite", (store) => store.put({ application, path, key, blob, name, ...more, at: Date.now() }));
  return key;
}

// The files that wait: [{application, path, key, blob, name, …}].
export function files(application) {
  return readAll(FILES, application);
}

// Forget a file that has arrived, unless another one was chosen for the field meanwhile.
export function clearFile(application, path, key) {
  return inStore(FILES, "readwrite", (store) => {
    store.get([application, path]).onsuccess = (event) => {
      if (event.target.result?.key === key) {
        store.delete([application, path]);
      }
    };
  });
}

// crypto.randomUUID needs a secure page; a trial server in a local network has none.
function newKey() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Delete all that this person has on the device.
export async function forget() {
  (await opened)?.close();
  opened = undefined;
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(`${PREFIX}${deviceKey()}`);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
}
