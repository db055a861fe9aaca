/** Credits per use. */
export const FIXED_PRICING = {
  chat_message: 10,
  canvas_generation_simple: 50,
  canvas_generation_complex: 75,
} as const;

/** Credits per unit of what was used. */
export const METERED_PRICING = {
  video_generation: { rate: 10, unit: 'second' },
  training_job: { rate: 500, unit: 'gpu_hour' },
} as const;

export type FixedAction = keyof typeof FIXED_PRICING;
export type MeteredAction = keyof typeof METERED_PRICING;

export interface PriceBook {
  fixed: Readonly<Record<string, number>>;
  metered: Readonly<Record<string, { rate: number; unit: string }>>;
}

const MICROS = 1_000_000n;

/** Prices an action before the work, with the same figures and the same rounding as the server's price book. */
export class PricingEngine {
  readonly #book: PriceBook;

  constructor(book: PriceBook = { fixed: FIXED_PRICING, metered: METERED_PRICING }) {
    this.#book = book;
  }

  /** Exact to a millionth of a credit, rounded once, up. */
  calculateCost(action: FixedAction | MeteredAction | (string & {}), quantity: number = 1): number {
    if (!Number.isFinite(quantity) || quantity <= 0) {
      throw new RangeError(`quantity of ${action} must be above zero, not ${quantity}`);
    }
    const rate = own(this.#book.fixed, action) ?? own(this.#book.metered, action)?.rate;
    if (rate === undefined) {
      throw new RangeError(`no price for ${action}`);
    }
    return product(rate, quantity);
  }
}

function own<Value>(from: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(from, key) ? from[key] : undefined;
}

/** Multiplies in whole numbers: 10 x 0.7 is 7, not 7.000000000000001. */
function product(rate: number, quantity: number): number {
  const a = decimal(rate);
  const b = decimal(quantity);
  const scale = 10n ** BigInt(a.places + b.places);
  const micros = (a.digits * b.digits * MICROS + scale - 1n) / scale;
  const whole = micros / MICROS;
  const rest = (micros % MICROS).toString().padStart(6, '0');
  return Number(`${whole}.${rest}`);
}

/** The shortest decimal that names this number, which is what a JSON body would carry. */
function decimal(value: number): { digits: bigint; places: number } {
  const [mantissa = '0', exponent = '0'] = value.toString().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}
