// Sends one picture to the library. The promise gives what the newsroom says of it; it fails with the newsroom's own
// sentence (`sentence`), or with what went wrong (`kind`): offline, signedOut, failed.

globalThis.sendPicture = (address, file, { fields = {}, onProgress = () => {} } = {}) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest() // fetch tells nothing of what is on its way
    const fail = (kind, said = {}) => reject(Object.assign(new Error(kind), { kind, ...said }))
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    body.set("file", file)
    request.open("POST", address)
    request.responseType = "text"
    request.setRequestHeader("Accept", "application/json")
    request.setRequestHeader("X-CSRFToken", document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "")
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total))
    request.addEventListener("error", () => fail("offline"))
    request.addEventListener("load", () => {
      const isJSON = request.getResponseHeader("Content-Type")?.startsWith("application/json")
      if (!isJSON) return fail(request.status < 500 && request.status !== 413 ? "signedOut" : "failed")
      const said = JSON.parse(request.responseText)
      if (request.status < 400) resolve(said)
      else fail("refused", said)
    })
    request.send(body)
  })
