// A trace from the request, through the topics, to the row in the database, as a collector gets it.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import http from 'node:http';
import { after, before, test } from 'node:test';
import { eventually, listen, raw, sheen, user } from './weir.mjs';

const endpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
const skip = endpoint ? false : 'Weir was started without a collector';
const spans = [];

const collector = http.createServer(async (request, answer) => {
  let body = '';
  for await (const part of request) body += part;
  for (const resource of JSON.parse(body).resourceSpans) {
    for (const scope of resource.scopeSpans) spans.push(...scope.spans.map((span) => ({ ...span, path: request.url })));
  }
  answer.setHeader('Content-Type', 'application/json');
  answer.end('{}');
});

before(() => endpoint && listen(collector, endpoint));
after(() => endpoint && collector.close());

const attributes = (span) => Object.fromEntries(span.attributes.map((a) => [a.key, a.value.stringValue]));
const hex = (bytes) => crypto.randomBytes(bytes).toString('hex');

test('a charge is one trace: the request under its caller, the rows under the request', { skip }, async () => {
  const [trace, caller, u] = [hex(16), hex(8), user()];
  const charged = await sheen('POST', '/v1/charges', { user: u, amount: 1 }, { headers: { traceparent: `00-${trace}-${caller}-01` } });
  assert.equal(charged.status, 200, charged.text);
  await eventually(() => {
    const own = spans.filter((span) => span.traceId === trace);
    const request = own.find((span) => span.name === 'POST /v1/charges');
    assert.ok(request, JSON.stringify(own));
    assert.equal(request.path, '/v1/traces');
    assert.equal(request.parentSpanId, caller);
    assert.deepEqual([attributes(request)['http.response.status_code'], attributes(request)['weir.tenant']], ['200', 'sheen']);
    const rows = own.filter((span) => span.name === 'ledger row');
    assert.deepEqual(rows.map((row) => attributes(row)['weir.entry']), ['granted', 'granted', 'charged']);
    for (const row of rows) {
      assert.equal(row.parentSpanId, request.spanId);
      assert.match(attributes(row)['weir.command'], /^\d+:\d+$/);
      assert.ok(BigInt(row.endTimeUnixNano) >= BigInt(row.startTimeUnixNano));
    }
  });
});

test('what is not sampled, or not a trace, leaves none', { skip }, async () => {
  const trace = hex(16);
  await raw('GET', '/health', { traceparent: `00-${trace}-${hex(8)}-00` });
  await raw('GET', '/health', { traceparent: 'nonsense' });
  await raw('GET', '/health/live');
  await eventually(() => assert.ok(spans.some((span) => span.name === 'GET /health/live')));
  assert.ok(!spans.some((span) => span.traceId === trace));
  assert.ok(spans.every((span) => /^[0-9a-f]{32}$/.test(span.traceId)));
});
