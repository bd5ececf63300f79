// Signing out takes one's pages off the device, and what was typed as far as it has been sent. What has not been sent
// stays unless the person says otherwise: the header Clear-Site-Data would delete it without asking, and other people's too.

import { deviceKey, files, forget, pending } from "./device_store.js";

const form = document.querySelector("main form[method=post]");
const notice = document.querySelector("template[data-unsent]");

async function unsent() {
  try {
    return (await pending()).length + (await files()).length;
  } catch {
    return 0;
  }
}

async function tidy(choice, count) {
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith("applications-")).map((name) => caches.delete(name)));
  if (!count || choice?.checked) {
    await forget();
  }
}

if (form && deviceKey()) {
  const count = await unsent();
  if (count) {
    form.before(notice.content.cloneNode(true));
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = document.querySelector("[data-unsent-delete]");
    // Signing out must not wait for a device that doesn't answer.
    await Promise.race([tidy(choice, count).catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2000))]);
    HTMLFormElement.prototype.submit.call(form);
  });
}
