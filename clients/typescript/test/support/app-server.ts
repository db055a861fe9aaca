import { build } from 'esbuild';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { signedInAs } from './clerk.js';
import { WEIR_URL } from './weir.js';

type Handler = (req: Request) => Promise<Response>;

/** One of the four apps: its pages, the document's route handlers behind them, a cookie that says who is signed in. */
export class AppServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #handlers: Record<string, Handler>;
  readonly #bundle: string;

  private constructor(handlers: Record<string, Handler>, bundle: string) {
    this.#handlers = handlers;
    this.#bundle = bundle;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(handlers: Record<string, Handler>): Promise<AppServer> {
    const app = new AppServer(handlers, await bundle());
    await new Promise<void>((resolve) => app.#server.listen(0, '127.0.0.1', resolve));
    return app;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const handler = this.#handlers[`${request.method ?? ''} ${url.pathname}`];
    if (handler !== undefined) {
      const userId = /(?:^|;\s*)user=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? null;
      const answer = await signedInAs(userId, async () => handler(new Request(url, await init(request))));
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    } else if (url.pathname.startsWith('/weir/')) {
      const answer = await fetch(WEIR_URL + url.pathname.slice('/weir'.length) + url.search, {
        headers: { authorization: request.headers.authorization ?? '' },
      });
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
    } else if (url.pathname === '/bundle.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(this.#bundle);
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(url.pathname));
    }
  }
}

async function init(request: IncomingMessage): Promise<RequestInit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const method = request.method ?? 'GET';
  return method === 'GET' ? { method } : { method, body: Buffer.concat(chunks).toString() };
}

function page(path: string): string {
  const elements = '<credits-balance></credits-balance><transaction-history limit="5"></transaction-history>';
  return `<!doctype html><title>${path.slice(1)}</title><div id="app">${path === '/elements' ? elements : ''}</div>
<script type="module" src="/bundle.js"></script>`;
}

/** The page's script: the custom elements, and the React widgets where the page is not the elements' own. */
async function bundle(): Promise<string> {
  const script = `
    import { createElement as h } from 'react';
    import { createRoot } from 'react-dom/client';
    import { CreditsBalance, TransactionHistory } from 'weir-client/react';
    import { defineCreditsElements } from 'weir-client/elements';
    defineCreditsElements();
    if (location.pathname === '/own-token') {
      const balance = document.createElement('credits-balance');
      balance.setAttribute('src', '/weir/api/credits/balance');
      balance.token = () => sessionStorage.getItem('token');
      document.querySelector('#app').append(balance);
    } else if (location.pathname !== '/elements') {
      createRoot(document.querySelector('#app')).render(h('div', null, h(CreditsBalance), h(TransactionHistory, { limit: 5 })));
    }`;
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const result = await build({
    stdin: { contents: script, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return result.outputFiles[0]?.text ?? '';
}
