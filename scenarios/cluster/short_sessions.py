"""Serves STS in front of the STS of the stack, with sessions that expire sooner. Runs in the stack until it is ended.

    short_sessions.py ADDRESS PORT SECONDS"""

import os
import signal
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from between import Between

between = Between(os.environ["AWS_ENDPOINT_URL_STS"], os.environ["AWS_CA_BUNDLE"], int(sys.argv[3]), sys.argv[1], int(sys.argv[2]))
signal.pause()
