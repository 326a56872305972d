"""A small bot on discord.py, pointed at the loopback. It prints what happens."""

import os

import discord
import yarl
from discord import app_commands

address = os.environ["LOOPBACK"]
discord.http.Route.BASE = f"http://{address}/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/")


def say(line):
    print(line, flush=True)


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True, guild_messages=True))
        self.tree = app_commands.CommandTree(self)

    async def on_ready(self):
        say(f"ready {self.user.name}")
        say(f"commands synced {len(await self.tree.sync())}")

    async def on_resumed(self):
        say("resumed")

    async def on_interaction(self, interaction):
        if interaction.type is discord.InteractionType.component:
            say(f"pressed {interaction.data['custom_id']}")
            await interaction.response.send_message("ok", ephemeral=True)


bot = Bot()


@bot.tree.command(description="Says it again")
async def echo(interaction: discord.Interaction, text: str):
    await interaction.response.send_message(text)
    say(f"echoed {text}")


bot.run(os.environ["TOKEN"], log_level=30)
