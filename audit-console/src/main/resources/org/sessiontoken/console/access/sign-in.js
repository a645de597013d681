// Redeems the code of a link for one sign-in. The page works without this script: the code can be pasted.
function redeem() {
  const code = new URLSearchParams(location.hash.slice(1)).get("code");
  const form = document.getElementById("one-time-link");
  if (code && form) {
    history.replaceState(null, "", location.pathname);
    form.elements.password.value = code;
    form.requestSubmit();
  }
}

redeem();
// A link that is opened where this page is open already changes the fragment alone, which loads nothing.
addEventListener("hashchange", redeem);
