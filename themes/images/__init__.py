"""Pictures of others, made anew before anybody sees them: logos, favicons, photographs.

Nothing of an uploaded file is handed on as it is. A drawing is read into typed values and written again from
those (`drawings`); a photograph is decoded into pixels and encoded again (`rasters`). What is not known is left
out and said; what cannot be trusted or read is refused with a sentence (`refusals`). Others ask `queries`.
"""
