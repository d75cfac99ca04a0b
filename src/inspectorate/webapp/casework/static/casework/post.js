// Sends to the server in the name of whoever is signed in. Throws a fault with a `sentence` where nobody is.
export async function post(address, body, { headers = {}, seconds }) {
  const answer = await fetch(address, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(1000 * seconds), // one that nobody answers must not keep the next from being tried
    headers: { "X-CSRFToken": token(), ...headers },
    body,
  });
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    throw { refused: true, sentence: "You are signed out. Sign in again in another tab: what waits here is then sent." };
  }
  return answer;
}

function token() {
  return (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) ?? [])[1] ?? "";
}
