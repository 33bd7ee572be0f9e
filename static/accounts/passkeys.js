// Passkeys: asks the browser for one and sends its answer with the form. Without passkeys a page says so.

const decoded = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const encoded = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

const described = (list) => (list || []).map((item) => ({ ...item, id: decoded(item.id) }));

async function create({ publicKey }) {
  const user = { ...publicKey.user, id: decoded(publicKey.user.id) };
  const excludeCredentials = described(publicKey.excludeCredentials);
  const asked = { ...publicKey, challenge: decoded(publicKey.challenge), user, excludeCredentials };
  return navigator.credentials.create({ publicKey: asked });
}

async function get({ publicKey }) {
  const allowCredentials = described(publicKey.allowCredentials);
  return navigator.credentials.get({
    publicKey: { ...publicKey, challenge: decoded(publicKey.challenge), allowCredentials },
  });
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = encoded(credential.response[name]);
  }
  const clientExtensionResults = credential.getClientExtensionResults();
  return JSON.stringify({
    id: credential.id,
    rawId: encoded(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults,
    response,
  });
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.dataset.optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

function say(form, word) {
  const place = form.querySelector(".passkey-refusal");
  place.textContent = place.dataset[word];
  place.hidden = false;
}

async function send(form) {
  try {
    const asked = await options(form);
    const credential = await (form.dataset.passkey === "create" ? create(asked) : get(asked));
    form.elements.credential.value = written(credential);
    form.submit();
  } catch (error) {
    say(form, "refused");
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const isNumber = /^[\d.]+$|:/.test(location.hostname); // a passkey belongs to a name
  const able = window.isSecureContext && !isNumber && "PublicKeyCredential" in window;
  const offered = form.hasAttribute("hidden"); // an offer beside another way is not made where it cannot work
  if (able) form.hidden = false;
  else if (!offered) say(form, "missing");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (able) send(form);
  });
}
