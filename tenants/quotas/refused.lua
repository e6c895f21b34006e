-- Answer who was refused: how often since the last question, and who was refused at all since a moment.
-- KEYS: how often, by municipality; when last, by municipality.
-- ARGV: the moment, in seconds.
local often = redis.call('HGETALL', KEYS[1])
redis.call('DEL', KEYS[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[1])
return {often, redis.call('ZRANGE', KEYS[2], 0, -1)}
