import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';

/** Keeps calls that are made before the script has loaded: copied from Ardent's documentation. */
const SNIPPET =
  '(()=>{if(!window.ardent){const t=[],e=e=>(n,o,i)=>{const a={page:{path:location.pathname,title:document.title},...i?.context},r=new Promise(r=>{t.push([e,[n,o,{timestamp:Date.now(),...i,context:a}],r])});return e==="onScore"?()=>r.then(t=>t()):r},n={q:t,init(t){n.o=t}},o="track page identify group alias reset flush optIn optOut score onScore".split(" ").map(t=>[t,e(t)]);window.ardent=Object.assign(n,Object.fromEntries(o))}})();';

/** Ardent, as a customer pastes it. */
export function ScriptTag({ collectorUrl, writeKey }: { collectorUrl: string; writeKey: string }): Child {
  return (
    <>
      <script>{raw(SNIPPET)}</script>
      <script async src={`${collectorUrl}/ardent.js`} data-write-key={writeKey} />
    </>
  );
}
