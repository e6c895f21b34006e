-- Let a request begin: the rules of rules.take(), in one step for all processes.
-- KEYS: places of the municipality, places of all, requests of the municipality.
-- ARGV: now (or empty: the server's clock), token, places, share, reserve, requests within a window, window, lease.
local own, all, counted = KEYS[1], KEYS[2], KEYS[3]
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local token = ARGV[2]
local places, share, reserve = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local requests, window, lease = tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])

if requests > 0 then
  local here = counted .. ':' .. math.floor(now / window)
  local number = redis.call('INCR', here)
  if number == 1 then redis.call('PEXPIRE', here, 2 * window) end
  if number > requests then return {2, window - now % window} end
end
redis.call('ZREMRANGEBYSCORE', own, '-inf', now)
redis.call('ZREMRANGEBYSCORE', all, '-inf', now)
if redis.call('ZCARD', own) >= share and places - redis.call('ZCARD', all) - 1 < reserve then
  return {1, 0}
end
redis.call('ZADD', own, now + lease, token)
redis.call('ZADD', all, now + lease, token)
redis.call('PEXPIRE', own, lease)
redis.call('PEXPIRE', all, lease)
return {0, 0}
