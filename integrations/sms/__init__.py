"""Text messages, through MessageBird (I-214).

https://developers.messagebird.com/api/
"""
