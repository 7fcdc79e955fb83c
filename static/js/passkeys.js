// Passkeys: forms marked data-passkey ask the browser for a credential and send it, in base64url as JSON.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const problem = document.querySelector("[data-passkey-error]");
  const button = form.querySelector("#passkey-button");
  if (!window.PublicKeyCredential) { button.hidden = true; return; }

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function plain(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  }

  async function create({ publicKey }) {
    const alone = form.querySelector("#passkey-passwordless").checked;
    const selection = { ...publicKey.authenticatorSelection };
    selection.residentKey = alone ? "required" : "discouraged";
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: known(publicKey.excludeCredentials),
        authenticatorSelection: selection,
      },
    });
  }

  async function get({ publicKey }) {
    return navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: known(publicKey.allowCredentials),
      },
    });
  }

  // Known on the page, or asked for when the button is pressed: the challenge of the login page is short-lived.
  async function options() {
    const there = document.getElementById("passkey-options");
    if (there) return JSON.parse(there.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  button.addEventListener("click", async () => {
    problem.hidden = true;
    try {
      const { creation_options: creating, request_options: asking } = await options();
      const credential = creating ? await create(creating) : await get(asking);
      form.elements.credential.value = JSON.stringify(plain(credential));
      form.submit();
    } catch {
      problem.hidden = false;
    }
  });
})();
