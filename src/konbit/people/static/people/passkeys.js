// Passkeys and security keys: between a form and the browser's own dialogue.
// A form with data-passkey="get" or "create" is shown where the browser knows keys: one that was hidden, or one
// whose room was kept free for it (class "awaits"), so that nothing moves. Its options stand in the
// JSON block that data-options names, or are fetched from its address. The answer goes into its hidden field
// "credential", and the form is sent as any other. Binary values travel as base64url.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withBytes = (keys) => (keys || []).map((key) => ({ ...key, id: toBytes(key.id) }));

async function optionsOf(form) {
  const block = document.getElementById(form.dataset.options);
  if (block) {
    const data = JSON.parse(block.textContent);
    return data.request_options || data.creation_options;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`No options: ${answer.status}`);
  return (await answer.json()).request_options;
}

async function get({ publicKey }) {
  return navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
}

async function create({ publicKey }, form) {
  const alone = form.elements.passwordless?.checked ?? true;
  return navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        ...(alone ? { userVerification: "required" } : {}),
      },
    },
  });
}

function asJson(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment || null,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const failed = form.querySelector(".error");
    form.hidden = false;
    form.classList.remove("awaits");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const options = await optionsOf(form);
        const credential = form.dataset.passkey === "create" ? await create(options, form) : await get(options);
        form.elements.credential.value = asJson(credential);
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
}
