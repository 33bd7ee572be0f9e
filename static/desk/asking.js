// How scripts of the desk ask the newsroom: JSON in and out, with the form's token, which is fetched anew
// when a sign-in in another tab has made it worthless. A failure says what is wrong: offline, signedOut,
// somebodyElse, or the refusal's own sentence.

globalThis.desk = (() => {
  const PATIENCE = 20000

  class Trouble extends Error {
    constructor(kind, { sentence = "", status = 0 } = {}) {
      super(sentence || kind)
      Object.assign(this, { kind, sentence, status })
    }
  }

  const tokenFields = () => document.querySelectorAll("input[name=csrfmiddlewaretoken]")

  async function send(address, options) {
    try {
      return await fetch(address, {
        credentials: "same-origin",
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
        ...options,
        headers: { Accept: "application/json", ...options.headers },
      })
    } catch {
      throw new Trouble("offline")
    }
  }

  const isJson = (response) => (response.headers.get("Content-Type") ?? "").startsWith("application/json")

  async function refreshToken({ tokenAddress, person }) {
    const response = await send(tokenAddress, { method: "GET" })
    if (response.type === "opaqueredirect" || response.status === 403) throw new Trouble("signedOut")
    if (!response.ok || !isJson(response)) throw new Trouble("offline")
    const answer = await response.json()
    if (String(answer.person) !== String(person)) throw new Trouble("somebodyElse")
    for (const field of tokenFields()) field.value = answer.token
  }

  async function post(address, { values, tokenAddress, person, keepalive = false, again = true }) {
    const response = await send(address, {
      method: "POST",
      keepalive,
      headers: { "Content-Type": "application/json", "X-CSRFToken": tokenFields()[0]?.value ?? "" },
      body: JSON.stringify(values),
    })
    if (response.type === "opaqueredirect") throw new Trouble("signedOut")
    if (response.status === 403 && !isJson(response) && again) {
      await refreshToken({ tokenAddress, person })
      return post(address, { values, tokenAddress, person, keepalive, again: false })
    }
    if (response.status >= 500) throw new Trouble("offline")
    const answer = isJson(response) ? await response.json() : {}
    if (!response.ok) throw new Trouble("refused", { sentence: answer.sentence, status: response.status })
    return answer
  }

  // Whether a save took in all that a browser's copy holds: not what was typed on while the form was on its way.
  function isSaved(key, record, savedWindows) {
    const window = key.split(":").at(-1)
    return savedWindows.includes(window) && record.sequence <= (record.posted ?? record.sequence)
  }

  return { post, refreshToken, isSaved, Trouble }
})()
