// Sends to the server in the name of whoever opened the page. Throws a fault with a `sentence` where nobody is signed in,
// or somebody else is: what was written here is theirs who wrote it.
export async function post(address, body, { headers = {}, seconds }) {
  const answer = await fetch(address, {
    method: "POST",
    redirect: "manual",
    signal: AbortSignal.timeout(1000 * seconds), // one that nobody answers must not keep the next from being tried
    headers: { "X-CSRFToken": token(), "X-Written-By": document.body.dataset.user, ...headers },
    body,
  });
  if (answer.type === "opaqueredirect") {
    throw { refused: true, sentence: "You are signed out. Sign in again in another tab: what waits here is then sent." };
  }
  if (answer.status === 403) {
    throw { refused: true, sentence: "You are signed out, or your role does not allow it any more. Sign in again in another tab: "
      + "what waits here is then sent." };
  }
  if (answer.status === 412) {
    throw { refused: true, sentence: "Somebody else is signed in on this device. What you wrote waits here for you." };
  }
  return answer;
}

function token() {
  return (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) ?? [])[1] ?? "";
}
