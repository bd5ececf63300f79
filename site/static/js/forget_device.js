// Takes a person's pages off the device after they have gone: signed out of the editors' pages, or deleted their account.
// What was typed and not sent goes too only where the account is gone; otherwise it waits for its person.

import { deviceKey, files, forget, pending } from "./device_store.js";

const everything = document.querySelector("meta[name=device-key]")?.dataset.forget === "everything";

async function isAllSent() {
  return (await pending()).length + (await files()).length === 0;
}

async function clear() {
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith("applications-")).map((name) => caches.delete(name)));
  if (everything || (await isAllSent())) {
    await forget();
  }
}

if (deviceKey()) {
  clear().catch(() => {});
}
