import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIXED_PRICING, PricingEngine } from 'weir-client';

const pricing = new PricingEngine();

test('fixed prices are those of the document', () => {
  assert.deepEqual(FIXED_PRICING, { chat_message: 10, canvas_generation_simple: 50, canvas_generation_complex: 75 });
  assert.equal(pricing.calculateCost('chat_message'), 10);
  assert.equal(pricing.calculateCost('canvas_generation_complex', 3), 225);
});

test('metered prices are exact where floating point is not', () => {
  assert.equal(pricing.calculateCost('video_generation', 8), 80);
  assert.equal(pricing.calculateCost('video_generation', 0.7), 7);
  assert.equal(pricing.calculateCost('training_job', 2.4), 1200);
  assert.equal(pricing.calculateCost('training_job', 1e-7), 0.00005);
});

test('a price is rounded once, up, to a millionth', () => {
  assert.equal(pricing.calculateCost('training_job', 1 / 3), 166.666667);
  assert.equal(pricing.calculateCost('video_generation', 0.00000001), 0.000001);
});

test('what has no price or no quantity is refused', () => {
  assert.throws(() => pricing.calculateCost('levitation'), RangeError);
  assert.throws(() => pricing.calculateCost('toString'), RangeError);
  for (const quantity of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => pricing.calculateCost('training_job', quantity), RangeError);
  }
});
