// HTTP as it should not be: requests written byte by byte on a bare socket, and what comes back.
import net from 'node:net';
import { base } from './weir.mjs';

const { hostname, port } = new URL(base);

export const connect = () => net.connect({ host: hostname, port: Number(port) });

/** Everything that the other side says until it closes; `ms` is how long it took, null `status` that it said nothing. */
export function exchange(bytes, { patience = 20_000, trickle } = {}) {
  return new Promise((done, fail) => {
    const began = Date.now();
    const parts = [];
    const socket = connect();
    const hung = setTimeout(() => {
      socket.destroy();
      fail(new Error(`no end within ${patience} ms of ${String(bytes).slice(0, 200)}`));
    }, patience);
    const drip = trickle && setInterval(() => socket.writable && socket.write('x'), trickle);
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(hung);
      clearInterval(drip);
      done({ ...parsed(Buffer.concat(parts).toString('utf8')), ms: Date.now() - began });
    });
  });
}

function parsed(text) {
  const end = text.indexOf('\r\n\r\n');
  const [line, ...lines] = (end < 0 ? text : text.slice(0, end)).split('\r\n');
  const headers = {};
  for (const header of lines) {
    const colon = header.indexOf(':');
    headers[header.slice(0, colon).toLowerCase()] = header.slice(colon + 1).trim();
  }
  const content = end < 0 ? '' : text.slice(end + 4);
  let body = content;
  try {
    body = JSON.parse(headers['transfer-encoding'] ? content.slice(content.indexOf('{'), content.lastIndexOf('}') + 1) : content);
  } catch {
    // The test looks at the text.
  }
  return { status: text ? Number(line.split(' ')[1]) : null, headers, body, text };
}

/** A request of these lines; a Host, a Connection: close and a length are added unless they are there. */
export function request(method, target, headers, body = '') {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  const all = [...headers];
  const has = (name) => all.some((header) => header.toLowerCase().startsWith(`${name}:`));
  if (!has('host')) all.push('Host: localhost');
  if (!has('content-length') && !has('transfer-encoding') && method !== 'GET') all.push(`Content-Length: ${bytes.length}`);
  all.push('Connection: close');
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${all.join('\r\n')}\r\n\r\n`, 'latin1'), bytes]);
}

export const lines = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
