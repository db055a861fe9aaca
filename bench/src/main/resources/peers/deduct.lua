-- KEYS: account, ledger. ARGV: amount, command, metadata. An unknown account begins with plenty.
local balance = tonumber(redis.call('HGET', KEYS[1], 'balance') or '1000000000')
local amount = tonumber(ARGV[1])
if balance < amount then
  return -1
end
redis.call('HSET', KEYS[1], 'balance', balance - amount)
redis.call('XADD', KEYS[2], 'MAXLEN', '~', '1000000', '*',
  'account', KEYS[1], 'amount', ARGV[1], 'after', balance - amount, 'command', ARGV[2], 'metadata', ARGV[3])
return balance - amount
