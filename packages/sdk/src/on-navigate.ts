/** Calls back after each change of the URL's path within this document. Replaced queries and fragments don't count. */
export function onNavigate(callback: () => void): void {
  let { pathname } = location;
  const check = () => {
    if (location.pathname === pathname) return;
    pathname = location.pathname;
    callback();
  };
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener('currententrychange', check);
  else {
    addEventListener('popstate', check);
    // Without the Navigation API nothing tells of pushState, but most follow a click.
    addEventListener('click', () => setTimeout(check));
  }
}
