-- Let a request begin: the rules of rules.take(), in one step for all processes.
-- KEYS: places of the municipality, places of all, until when the municipality has spent its quota.
-- Answers how it is received, for how long not, and whether half of the places are taken.
-- ARGV: now (or empty: the server's clock), token, places, share, reserve, requests a second, burst, lease.
local own, all, spent = KEYS[1], KEYS[2], KEYS[3]
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local token = ARGV[2]
local places, share, reserve = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local requests, burst, lease = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

if requests > 0 then
  local before = tonumber(redis.call('GET', spent) or 0)
  local till = tonumber(string.format('%.3f', math.max(before, now) + 1000 / requests))
  local late = math.ceil(till - now - burst)
  if late > 0 then return {2, late, 0} end
  redis.call('SET', spent, string.format('%.3f', till), 'PX', burst + math.ceil(till - now))
end
redis.call('ZREMRANGEBYSCORE', own, '-inf', now)
redis.call('ZREMRANGEBYSCORE', all, '-inf', now)
local busy = redis.call('ZCARD', all)
if redis.call('ZCARD', own) >= share and places - busy - 1 < reserve then
  return {1, 0, 1}
end
redis.call('ZADD', own, now + lease, token)
redis.call('ZADD', all, now + lease, token)
redis.call('PEXPIRE', own, lease)
redis.call('PEXPIRE', all, lease)
return {0, 0, 2 * (busy + 1) >= places and 1 or 0}
