-- Let a call begin: the rules of breaker.take(), in one step for all processes.
-- The numbers in capitals are those of rules.py; waiting.lua stands in front.
-- KEYS: what is known, places, who waits. ARGV: now (or empty: the server's clock), token, places there are, lease, retry,
-- background, how often this process sent somebody away by itself: resting, crowded; whether it asks again when
-- there is no place.
-- Answers the permission, for how long it is refused or whether this call decides, and how many places are taken.
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local token, room, lease = ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local is_retry, is_background = ARGV[5] == '1', ARGV[6] == '1'
local minute = math.floor(now / 60000)
local figures = known .. ':f:' .. minute

local function count(outcome, number)
  if number > 0 then
    redis.call('HINCRBY', figures, 'o:' .. outcome, number)
    redis.call('PEXPIRE', figures, 1200000)
  end
end
count('resting', tonumber(ARGV[7]))
count('crowded', tonumber(ARGV[8]))

local is = redis.call(
  'HMGET', known, 'until', 'probe_until', 'shy_until', 'minute', 'calls', 'retries', 'heard_at', 'longest'
)
for i = 1, 8 do is[i] = tonumber(is[i] or 0) end
local pause, probe_until, shy_until, calls, retries = is[1], is[2], is[3], is[5], is[6]
if is[4] ~= minute then calls, retries = 0, 0 end

if pause > now then
  count('resting', 1)
  return {1, pause - now}
end
if is_background and shy_until > now then
  count('resting', 1)
  return {3, shy_until - now}
end
if pause > 0 and probe_until > now then
  count('resting', 1)
  return {1, math.min(probe_until - now, PROBED_BY_ANOTHER)}
end
if is_retry and (retries + 1) * 100 > calls * MOST_RETRIES then
  return {4, 0}
end
forget_the_overdue(now)
local taken = redis.call('ZCARD', places)
if taken >= MOST_UNANSWERED and pause == 0 and unanswered(is[7], is[8], now) >= MOST_UNANSWERED then
  local left = is_background and 1 or redis.call('ZRANGE', waiting, -1, -1, 'WITHSCORES')[2] + TRIED_AGAIN - now
  if left > 0 then
    count('resting', 1)
    return {1, math.min(left, PROBED_BY_ANOTHER)}
  end
end
if taken >= room then
  if ARGV[9] ~= '1' then count('crowded', 1) end
  return {2, 0, taken}
end

redis.call('ZADD', places, now + lease, token)
redis.call('PEXPIRE', places, lease + 60000)
if not is_background then
  redis.call('ZADD', waiting, now, token)
  redis.call('PEXPIRE', waiting, lease + 60000)
end
if is[4] ~= minute then
  redis.call('HSET', known, 'minute', minute, 'calls', 0, 'retries', 0, 'tried', 0, 'failed', 0)
  redis.call('PEXPIRE', known, KEPT)
end
redis.call('HINCRBY', known, is_retry and 'retries' or 'calls', 1)
if pause > 0 then redis.call('HSET', known, 'probe', token, 'probe_until', now + lease) end
return {0, pause > 0 and 1 or 0, taken + 1}
