"""A small app on slack_bolt, pointed at the loopback. It prints what happens."""

import os

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.models.blocks import ActionsBlock, ButtonElement, ContextBlock, PlainTextObject, SectionBlock

client = WebClient(token=os.environ["BOT_TOKEN"], base_url=os.environ["LOOPBACK"])
app = App(client=client)


def say_so(line):
    print(line, flush=True)


@app.command("/echo")
def echo(ack, respond, command):
    ack()
    respond(text=command["text"], replace_original=False)
    say_so(f"echoed {command['text']}")


@app.event("app_mention")
def mentioned(event, client):
    plain = PlainTextObject(text="hello", emoji=False)
    blocks = [
        SectionBlock(text=plain),
        ContextBlock(elements=[plain]),
        ActionsBlock(elements=[ButtonElement(text=plain, action_id="button-0", value="pressed")]),
    ]
    for block in blocks:
        block.validate_json()
    client.chat_postMessage(
        channel=event["channel"], text="hello", blocks=[block.to_dict() for block in blocks]
    )
    say_so(f"mentioned by {event['user']}")


@app.action("button-0")
def pressed(ack, respond, action):
    ack()
    respond(text=action["value"], replace_original=False)
    say_so("pressed")


handler = SocketModeHandler(app, os.environ["APP_TOKEN"])
handler.connect()
say_so("connected")

import threading  # noqa: E402

threading.Event().wait()
