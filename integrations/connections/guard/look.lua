-- Look whether it is in vain to wait for a call: the rule of breaker.is_in_vain(). It counts nothing.
-- The numbers in capitals are those of rules.py; waiting.lua stands in front.
-- KEYS: what is known, places, who waits. ARGV: now (or empty: the server's clock).
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local is = redis.call('HMGET', known, 'until', 'heard_at', 'longest')
for i = 1, 3 do is[i] = tonumber(is[i] or 0) end
local pause, heard_at, longest = unpack(is)

if pause > 0 then return (pause > now) and 1 or 0 end
forget_the_overdue(now)
return (unanswered(heard_at, longest, now) >= MOST_UNANSWERED) and 1 or 0
