/**
 * Two custom elements without a framework: `<credits-balance>` and `<transaction-history>`. They render into the
 * page itself, not into a shadow tree, so that the page's own styles reach them.
 */
import { load, type TokenSource } from './load.js';
import type { Transaction } from '../credits/sdk.js';

/** On a server, where pages are only rendered to text, there is no DOM; importing this must still work. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

abstract class LoadingElement<Data> extends Base {
  /** End-user token for reading from Weir itself; not needed where the page's own server answers. */
  token: TokenSource | undefined;

  connectedCallback(): void {
    void this.refresh();
  }

  /** Reads again and shows the result; after an error the element keeps what it showed. */
  async refresh(): Promise<void> {
    if (this.childElementCount === 0) {
      this.replaceChildren(this.placeholder());
    }
    try {
      this.replaceChildren(this.render(await load<Data>(this.source(), this.token)));
      this.removeAttribute('data-error');
    } catch (error) {
      this.setAttribute('data-error', '');
      this.dispatchEvent(new CustomEvent('credits-error', { detail: error, bubbles: true }));
    }
  }

  protected abstract source(): string;
  protected abstract placeholder(): Node;
  protected abstract render(data: Data): Node;
}

/** `<credits-balance src="/api/credits/balance">` */
export class CreditsBalanceElement extends LoadingElement<{ balance: number }> {
  protected override source(): string {
    return this.getAttribute('src') ?? '/api/credits/balance';
  }

  protected override placeholder(): Node {
    return element('div', 'animate-pulse bg-muted rounded-lg px-3 py-1 w-24 h-8');
  }

  protected override render({ balance }: { balance: number }): Node {
    const figure = element('span', 'font-semibold text-lg tabular-nums', String(balance));
    figure.dataset['testid'] = 'credits-balance';
    const label = element('span', 'text-sm text-muted-foreground', 'Credits:');
    return element('div', 'flex items-center gap-2 px-3 py-1 bg-muted rounded-lg', label, figure);
  }
}

/** `<transaction-history src="/api/credits/history" limit="20">` */
export class TransactionHistoryElement extends LoadingElement<{ transactions: Transaction[] }> {
  protected override source(): string {
    const path = this.getAttribute('src') ?? '/api/credits/history';
    return `${path}?limit=${encodeURIComponent(this.getAttribute('limit') ?? '20')}`;
  }

  protected override placeholder(): Node {
    return element('div', '', 'Loading...');
  }

  protected override render({ transactions }: { transactions: Transaction[] }): Node {
    const title = element('h2', 'text-lg font-semibold', 'Transaction History');
    return element('div', 'space-y-2', title, element('div', 'divide-y', ...transactions.map(row)));
  }
}

function row(transaction: Transaction): HTMLElement {
  const { id, action, amount, timestamp } = transaction;
  const when = new Date(timestamp).toLocaleString();
  const what = element('div', '', element('div', 'font-medium', action), element('div', 'text-sm text-muted-foreground', when));
  const tone = amount > 0 ? 'text-green-600' : 'text-red-600';
  const figure = element('div', `font-semibold ${tone}`, amount > 0 ? `+${amount}` : String(amount));
  const line = element('div', 'py-2 flex justify-between', what, figure);
  line.dataset['transaction'] = id;
  return line;
}

/** Text goes in as text, never as markup: an action or a reason may hold anything. */
function element(tag: string, className: string, ...content: Array<Node | string>): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') {
    made.className = className;
  }
  made.append(...content);
  return made;
}

/** Registers both elements, once. */
export function defineCreditsElements(registry: CustomElementRegistry = customElements): void {
  for (const [name, type] of [
    ['credits-balance', CreditsBalanceElement],
    ['transaction-history', TransactionHistoryElement],
  ] as const) {
    if (registry.get(name) === undefined) {
      registry.define(name, type);
    }
  }
}
