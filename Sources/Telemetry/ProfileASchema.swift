// The contract of profile A as JSON Schema 2020-12, part of the program so that every build can print
// the contract it keeps. The tests hold every message against it.

extension ProfileA {
  /// The schema of all messages; `$defs` names one per kind of topic.
  public static let schema = #"""
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:h2q:telemetry:profile-a:1",
      "title": "h2q/v1 telemetry, profile A",
      "oneOf": [
        {"$ref": "#/$defs/status"}, {"$ref": "#/$defs/meta"}, {"$ref": "#/$defs/data"},
        {"$ref": "#/$defs/event"}, {"$ref": "#/$defs/loop"}
      ],
      "$defs": {
        "name": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,31}$"},
        "key": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_.-]{0,63}$"},
        "instant": {
          "type": "string",
          "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$"
        },
        "version": {"const": 1},
        "boot": {"type": "string", "minLength": 1, "maxLength": 64},
        "clock": {
          "description": "plant: ts is the time of a simulated plant and may run at any speed",
          "enum": ["utc", "plant"]
        },
        "text": {
          "type": "object",
          "required": ["de", "en"],
          "properties": {"de": {"type": "string"}, "en": {"type": "string"}},
          "additionalProperties": false
        },
        "status": {
          "type": "object",
          "required": ["v", "site", "simulated", "clock", "boot", "state", "since", "why", "sw"],
          "properties": {
            "v": {"$ref": "#/$defs/version"},
            "site": {"$ref": "#/$defs/name"},
            "simulated": {"type": "boolean"},
            "clock": {"$ref": "#/$defs/clock"},
            "boot": {"$ref": "#/$defs/boot"},
            "state": {"enum": ["online", "offline"]},
            "since": {"oneOf": [{"$ref": "#/$defs/instant"}, {"type": "null"}]},
            "why": {"enum": ["connection-lost", "stopped", "no-scan-yet", null]},
            "sw": {"type": "string"}
          },
          "additionalProperties": false
        },
        "meta": {
          "type": "object",
          "required": ["v", "site", "simulated", "clock", "boot", "sw", "text", "norm", "points"],
          "properties": {
            "v": {"$ref": "#/$defs/version"},
            "site": {"$ref": "#/$defs/name"},
            "simulated": {"type": "boolean"},
            "clock": {"$ref": "#/$defs/clock"},
            "boot": {"$ref": "#/$defs/boot"},
            "sw": {"type": "string"},
            "text": {"$ref": "#/$defs/text"},
            "norm": {
              "description": "what the N of norm volumes refers to (DIN 1343)",
              "type": "object",
              "required": ["t_Cel", "p_bar"],
              "properties": {"t_Cel": {"const": 0}, "p_bar": {"const": 1.01325}},
              "additionalProperties": false
            },
            "points": {"type": "array", "items": {"$ref": "#/$defs/point"}}
          },
          "additionalProperties": false
        },
        "point": {
          "type": "object",
          "required": [
            "id", "device", "key", "tag", "unit", "u", "kind", "min", "max", "text"
          ],
          "properties": {
            "id": {"type": "string"},
            "device": {"$ref": "#/$defs/name"},
            "key": {"$ref": "#/$defs/key"},
            "tag": {"type": ["string", "null"]},
            "unit": {"description": "as people write it", "type": "string"},
            "u": {"description": "UCUM, case-sensitive", "type": "string"},
            "kind": {"enum": ["measured", "derived"]},
            "min": {"type": ["number", "null"]},
            "max": {"type": ["number", "null"]},
            "text": {"$ref": "#/$defs/text"}
          },
          "additionalProperties": false
        },
        "data": {
          "description": "topics data/<device> and, retained, state/<device>",
          "type": "object",
          "required": [
            "v", "site", "simulated", "clock", "boot", "device", "seq", "ts", "values"
          ],
          "properties": {
            "v": {"$ref": "#/$defs/version"},
            "site": {"$ref": "#/$defs/name"},
            "simulated": {"type": "boolean"},
            "clock": {"$ref": "#/$defs/clock"},
            "boot": {"$ref": "#/$defs/boot"},
            "device": {"$ref": "#/$defs/name"},
            "seq": {"description": "unique with site and boot", "type": "integer", "minimum": 1},
            "ts": {"$ref": "#/$defs/instant"},
            "values": {"type": "object", "additionalProperties": {"$ref": "#/$defs/value"}}
          },
          "additionalProperties": false
        },
        "value": {
          "oneOf": [
            {
              "type": "object",
              "required": ["v", "u", "q"],
              "properties": {
                "v": {"type": "number"},
                "u": {"type": "string"},
                "q": {"enum": ["good", "simulated"]}
              },
              "additionalProperties": false
            },
            {
              "type": "object",
              "required": ["v", "u", "q", "why"],
              "properties": {
                "v": {"type": "number"},
                "u": {"type": "string"},
                "q": {"const": "uncertain"},
                "why": {"type": "string"}
              },
              "additionalProperties": false
            },
            {
              "type": "object",
              "required": ["v", "u", "q", "why"],
              "properties": {
                "v": {"type": "null"},
                "u": {"type": "string"},
                "q": {"const": "bad"},
                "why": {"type": "string"}
              },
              "additionalProperties": false
            }
          ]
        },
        "spread": {
          "type": "object",
          "required": ["p50", "p99", "p99.9", "max"],
          "properties": {
            "p50": {"type": "integer", "minimum": 0},
            "p99": {"type": "integer", "minimum": 0},
            "p99.9": {"type": "integer", "minimum": 0},
            "max": {"type": "integer", "minimum": 0}
          },
          "additionalProperties": false
        },
        "loop": {
          "description": "how late scans woke and how long they took, in real time, since the start",
          "type": "object",
          "required": [
            "v", "site", "simulated", "clock", "boot", "seq", "ts", "scan", "overruns",
            "snapshots-lost", "u", "lateness", "duration"
          ],
          "properties": {
            "v": {"$ref": "#/$defs/version"},
            "site": {"$ref": "#/$defs/name"},
            "simulated": {"type": "boolean"},
            "clock": {"$ref": "#/$defs/clock"},
            "boot": {"$ref": "#/$defs/boot"},
            "seq": {"type": "integer", "minimum": 1},
            "ts": {"$ref": "#/$defs/instant"},
            "scan": {"type": "integer", "minimum": 0},
            "overruns": {"description": "scans left out", "type": "integer", "minimum": 0},
            "snapshots-lost": {"type": "integer", "minimum": 0},
            "u": {"const": "us"},
            "lateness": {"$ref": "#/$defs/spread"},
            "duration": {"$ref": "#/$defs/spread"}
          },
          "additionalProperties": false
        },
        "event": {
          "type": "object",
          "required": [
            "v", "site", "simulated", "clock", "boot", "class", "seq", "ts", "scan", "kind",
            "subject", "value", "word", "reason"
          ],
          "properties": {
            "v": {"$ref": "#/$defs/version"},
            "site": {"$ref": "#/$defs/name"},
            "simulated": {"type": "boolean"},
            "clock": {"$ref": "#/$defs/clock"},
            "boot": {"$ref": "#/$defs/boot"},
            "class": {
              "enum": [
                "alarm", "reset", "mode", "sequence", "intent", "ventilation", "system", "bypass"
              ]
            },
            "seq": {"type": "integer", "minimum": 1},
            "ts": {"$ref": "#/$defs/instant"},
            "scan": {"type": "integer", "minimum": 0},
            "kind": {"type": "string", "pattern": "^[a-z][a-z-]*$"},
            "subject": {"type": ["string", "null"]},
            "value": {"type": ["number", "null"]},
            "word": {"description": "name of a mode or step", "type": ["string", "null"]},
            "reason": {
              "type": "object",
              "required": ["code", "subject", "value", "limit"],
              "properties": {
                "code": {"type": "string", "pattern": "^[a-z][a-z-]*$"},
                "subject": {"type": ["string", "null"]},
                "value": {"type": ["number", "null"]},
                "limit": {"type": ["number", "null"]}
              },
              "additionalProperties": false
            },
            "priority": {"enum": [1, 2, 3]},
            "cause": {"$ref": "#/$defs/text"}
          },
          "additionalProperties": false
        }
      }
    }
    """#
}
