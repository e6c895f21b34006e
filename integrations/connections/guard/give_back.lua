-- Note how a call ended: the rules of breaker.give_back(), and its figures, in one step for all processes.
-- The numbers in capitals are those of rules.py; waiting.lua stands in front.
-- KEYS: what is known, places, who waits. ARGV: now (or empty: the server's clock), token, verdict, rest, throttled, jitter,
-- outcome, name of the time that it took (or empty).
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local token, verdict, rest = ARGV[2], ARGV[3], math.min(tonumber(ARGV[4]), LONGEST_REST)
local minute = math.floor(now / 60000)

redis.call('ZREM', places, token)
local took = now - (redis.call('ZSCORE', waiting, token) or now)
redis.call('ZREM', waiting, token)
local figures = known .. ':f:' .. string.format('%d', minute)
local function count(name)
  if redis.call('HINCRBY', figures, name, 1) == 1 then redis.call('PEXPIRE', figures, 1200000) end
end
count('o:' .. ARGV[7])
if ARGV[8] ~= '' then count('t:' .. ARGV[8]) end

local names = {
  'until', 'trips', 'in_row', 'probe_until', 'shy_until', 'minute', 'calls', 'retries', 'tried', 'failed', 'heard_at',
  'longest',
}
local read, is = redis.call('HMGET', known, 'probe', unpack(names)), {}
local probe = read[1] or ''
for i, name in ipairs(names) do is[name] = tonumber(read[i + 1] or 0) end
local longest = math.max(took, is.longest - math.floor(is.longest / FORGETTING))

-- Nearly all calls end well while all is well: then nothing is reckoned.
local is_quiet = is['until'] == 0 and is.trips == 0 and is.in_row == 0 and is.minute == minute and probe == ''
if is_quiet and ARGV[7] == 'ok' and verdict == 'good' and rest == 0 then
  redis.call('HINCRBY', known, 'tried', 1)
  local moment = string.format('%d', now)
  redis.call('HSET', known, 'good_at', moment, 'heard_at', moment, 'longest', string.format('%d', longest))
  return {0, 0, 0, 0}
end

local was_open = is.trips > 0
if is.minute ~= minute then
  is.minute, is.calls, is.retries, is.tried, is.failed = minute, 0, 0, 0, 0
end
local was_probe = probe == token
if was_probe then probe, is.probe_until = '', 0 end

if (was_probe or is['until'] == 0) and verdict ~= 'neutral' then
  is.tried = is.tried + 1
  if verdict == 'good' then
    is.in_row, is['until'], is.trips = 0, 0, 0
    is.heard_at, is.longest = now, longest
  else
    is.in_row, is.failed = is.in_row + 1, is.failed + 1
    local too_often = is.tried >= LEAST_TRIED and is.failed * 100 >= is.tried * WORST_RATE
    forget_the_overdue(now)
    if was_probe or too_often or is.in_row + unanswered(is.heard_at, is.longest, now) >= MOST_IN_ROW then
      is.trips = is.trips + 1
      local pause = math.min(FIRST_PAUSE * 2 ^ math.min(is.trips - 1, 16), LONGEST_PAUSE)
      is['until'] = now + math.floor(pause * tonumber(ARGV[6]))
      is.tried, is.failed = 0, 0
    end
  end
end
if rest > 0 then
  is['until'] = math.max(is['until'], now + rest)
  is.trips = math.max(is.trips, 1)
  if ARGV[5] == '1' then is.shy_until = math.max(is.shy_until, now + 2 * rest) end
end

local told = {'probe', probe}
for _, name in ipairs(names) do
  told[#told + 1] = name
  told[#told + 1] = string.format('%d', is[name])
end
if ARGV[7] == 'ok' then
  told[#told + 1] = 'good_at'
else
  redis.call('HSET', known, 'bad_reason', ARGV[7])
  told[#told + 1] = 'bad_at'
end
told[#told + 1] = string.format('%d', now)
redis.call('HSET', known, unpack(told))
redis.call('PEXPIRE', known, KEPT)

local is_open = is.trips > 0
return {math.max(is['until'] - now, 0), is.in_row, is.trips, (is_open ~= was_open) and 1 or 0}
