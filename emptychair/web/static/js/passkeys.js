/* A form with data-passkey="get|create" asks the device for a passkey before it is sent.
   data-passkey-options: "#id" of a JSON script, or an address that gives the options. */
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const keys = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));

  const options = async (where) => {
    if (where.startsWith("#")) return JSON.parse(document.querySelector(where).textContent);
    const answer = await fetch(where, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const create = async (form, { creation_options: { publicKey } }) => {
    const alone = form.querySelector("[name=passwordless]")?.checked ?? false;
    const kind = { ...publicKey.authenticatorSelection, residentKey: alone ? "required" : "discouraged", requireResidentKey: alone };
    if (alone) kind.userVerification = "required";
    return navigator.credentials.create({ publicKey: {
      ...publicKey, authenticatorSelection: kind, challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) }, excludeCredentials: keys(publicKey.excludeCredentials),
    } });
  };

  const get = async (_form, { request_options: { publicKey } }) =>
    navigator.credentials.get({ publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: keys(publicKey.allowCredentials) } });

  const plain = ({ id, type, rawId, authenticatorAttachment, response }, results) => ({
    id, type, rawId: text(rawId), authenticatorAttachment, clientExtensionResults: results,
    response: {
      clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), authenticatorData: text(response.authenticatorData),
      signature: text(response.signature), userHandle: text(response.userHandle), transports: response.getTransports?.() ?? [],
    },
  });

  for (const form of document.querySelectorAll("[data-passkey]")) {
    const failed = form.querySelector("[data-passkey-failed]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const wanted = await options(form.dataset.passkeyOptions);
        const credential = await (form.dataset.passkey === "create" ? create : get)(form, wanted);
        form.elements.credential.value = JSON.stringify(plain(credential, credential.getClientExtensionResults()));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
