-- What both scripts know of calls under way: stands in front of them, as the numbers of rules.py do.
-- The rules of breaker.unanswered() and breaker._forget_the_overdue().
local known, places, waiting = KEYS[1], KEYS[2], KEYS[3]

local function forget_the_overdue(now)
  local overdue = redis.call('ZRANGEBYSCORE', places, '-inf', now)
  if #overdue > 0 then
    redis.call('ZREM', places, unpack(overdue))
    redis.call('ZREM', waiting, unpack(overdue))
  end
end

local function unanswered(heard_at, longest, now)
  if longest == 0 then return 0 end
  local patience = math.max(LEAST_PATIENCE, PATIENCE * longest)
  return redis.call('ZCOUNT', waiting, '(' .. string.format('%d', heard_at), string.format('%d', now - patience))
end
