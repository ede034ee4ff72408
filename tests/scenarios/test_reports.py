"""Reports: the figures of the sample's year equal what the events say, by unit and period, for those who may see them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from engine import queries, system_actor
from engine.model.values import from_json
from engine.store.tables import event, instance
from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import CHENG, HAN, HE, LU, LUO, QIN, SHEN, SONG, YAO, ZHENG
from tests.scenarios.province import Desk, Province
