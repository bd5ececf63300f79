// Sends what was typed without a connection from whichever page of one's applications is opened next. A section's own
// page does that itself, with its fields before the person's eyes; what somebody else has changed meanwhile waits for it.

import { clearSettled, deviceKey, pending, put, settle } from "./device_store.js";
import { keptAnew } from "./kept_pages.js";

const MOST_OWN = 10;
const meta = document.querySelector("meta[name=device-worker]");
const worker = meta?.content;
// What a juror scores is kept as "jury:…" and goes to the jury's pages, what an applicant writes to the applicant's.
const area = meta?.dataset.area ? `${meta.dataset.area}:` : "";
const tokens = area ? "save/" : "files/uploads/";

function isHere({ application }) {
  return area ? application.startsWith(area) : !application.includes(":");
}

async function post(address, changes) {
  // The address at which files begin, or scores are saved, gives a token to whoever asks for one.
  const { token } = await (await fetch(`${address}${tokens}`, { credentials: "same-origin", redirect: "error" })).json();
  const answer = await fetch(`${address}save/`, {
    method: "POST",
    credentials: "same-origin",
    redirect: "error",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token, "X-Device": deviceKey() },
    body: JSON.stringify({ changes }),
  });
  return answer.status === 200 || answer.status === 409 ? answer.json() : { versions: {} };
}

async function sendWaiting() {
  const rows = (await pending()).filter(isHere);
  for (const application of new Set(rows.map((row) => row.application))) {
    const changes = rows.filter((row) => row.application === application).map(({ path, value, base, own = [] }) => ({ path, value, base, own }));
    // If the answer gets lost, what is sent now is one's own text when it is met again.
    await Promise.all(changes.map(({ path, value, base, own }) => put(application, path, value, base, [...own, value].slice(-MOST_OWN))));
    const address = `${worker.slice(0, worker.lastIndexOf("/") + 1)}${application.slice(area.length)}/`;
    const { versions } = await post(address, changes);
    const settled = changes.filter(({ path }) => path in versions);
    for (const { path, value } of settled) await settle(application, path, value, versions[path]);
    forget(application, settled, versions, address).catch(() => {});
  }
}

// The sections that the device keeps must hold what was sent before it forgets it.
async function forget(application, settled, versions, address) {
  await keptAnew(new URL(address, window.location).href, { below: true });
  for (const { path } of settled) await clearSettled(application, path, versions[path]);
}

function start() {
  sendWaiting().catch(() => {});
}

if (worker && !document.querySelector("form[data-autosave]")) {
  start();
  window.addEventListener("online", start);
}
