#!/usr/bin/env python3
"""Trains a sentence encoder to tell passages of one document apart, and what none answers.

    pip install torch gguf tokenizers numpy
    iqtibas eval --training --data ../shared tests/fitting/encoder/*.jsonl > training.jsonl
    models/fine_tune.py train BASE.gguf training.jsonl OUT.gguf
    models/fine_tune.py mix BASE.gguf OUT.gguf 0.4:ONE.gguf 0.4:OTHER.gguf 0.2:BASE.gguf
    models/fine_tune.py reference OUT.gguf models/reference.json

BASE and OUT are GGUF files of llama.cpp's architecture `bert`; the matrices of OUT are Q8_0, its
pieces as they are in BASE. A step takes questions about one document, sentences and passages that
answer them, and those that come nearest without answering. Three things are learnt together: which
sentence and which passage answers (a softmax over cosines), that nothing does (the same with a
threshold beside the cosines: it wins where the document does not say what is asked), and which
questions ask for the same. Vectors are kept near those of BASE. `mix` takes the mean of what
several runs from one BASE made of its layers, each with a share: it carries over better than any
of them. `reference` writes the vectors of the texts of a file of references, computed in 32 bits
from what OUT holds.
"""

import argparse
import copy
import json
import random
import re
import time

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Quantization
from gguf import GGUFReader, GGUFValueType, GGUFWriter
from tokenizers import Tokenizer, models, pre_tokenizers
from torch import nn

QUESTION, PASSAGE = "query: ", "passage: "
QUESTION_PIECES, PASSAGE_PIECES = 64, 160
EPOCHS, RATE, WARM_UP = 2, 8e-5, 0.06
# Layers below are left alone: their states are computed once for each text.
FROZEN = 4
DROPOUT = 0.05
TEMPERATURE = 0.02
# What the parts of the loss weigh: nothing answers, the same is asked, as it was.
NOTHING, SAME, AS_IT_WAS = 0.5, 0.2, 0.4
QUESTIONS, SENTENCES, PASSAGES = 36, 64, 16
# The share of steps that take passages of the document's translation, where there is one.
ACROSS = 0.4
# The share of questions that are read with slips of the keyboard, and of those typed in the
# letters of another language that are read as they were meant.
SLIPS, MEANT = 0.2, 0.5
# Letters that are typed for one another.
ALIKE = ["اأإآء", "ةه", "ىي", "ضظد", "ذزد", "ثست", "صس", "طت", "قك", "غق", "جش", "حخ",
         "qwa", "wes", "ersd", "rtf", "tyg", "yuh", "uij", "iok", "opl", "asz", "sdx", "dfc",
         "fgv", "ghb", "hjn", "jkm", "zx", "cv", "bn", "nm"]
PARTS = {"attn_q": "q", "attn_k": "k", "attn_v": "v", "attn_output": "o", "ffn_up": "up",
         "ffn_down": "down", "attn_output_norm": "after_attention", "layer_output_norm": "after"}


class Layer(nn.Module):
    def __init__(self, width, inner, heads, epsilon):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.after_attention = nn.LayerNorm(width, eps=epsilon)
        self.after = nn.LayerNorm(width, eps=epsilon)

    def forward(self, x, mask, dropout=0.0):
        texts, pieces, width = x.shape
        split = lambda y: y.view(texts, pieces, self.heads, width // self.heads).transpose(1, 2)
        attended = nn.functional.scaled_dot_product_attention(
            split(self.q(x)), split(self.k(x)), split(self.v(x)), mask[:, None, None, :], dropout)
        attended = attended.transpose(1, 2).reshape(x.shape)
        dropped = lambda y: nn.functional.dropout(y, dropout, dropout > 0)
        x = self.after_attention(x + dropped(self.o(attended)))
        return self.after(x + dropped(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """What a GGUF file holds, in 32 bits."""

    def __init__(self, path):
        super().__init__()
        self.file = GGUFReader(path)
        value = lambda key: self.file.fields[key].contents()
        tensors = {tensor.name: tensor for tensor in self.file.tensors}
        def weights(name):
            found = tensors[name]
            array = gguf.quants.dequantize(found.data, found.tensor_type)
            return torch.tensor(np.asarray(array, dtype=np.float32))
        width, inner = value("bert.embedding_length"), value("bert.feed_forward_length")
        epsilon = value("bert.attention.layer_norm_epsilon")
        shape = (width, inner, value("bert.attention.head_count"), epsilon)
        self.register_buffer("pieces", weights("token_embd.weight").view(-1, width))
        kind = weights("token_types.weight").view(-1, width)[0]
        self.register_buffer("places", weights("position_embd.weight").view(-1, width) + kind)
        self.norm = nn.LayerNorm(width, eps=epsilon)
        self.layers = nn.ModuleList(Layer(*shape) for _ in range(value("bert.block_count")))
        with torch.no_grad():
            self.norm.weight.copy_(weights("token_embd_norm.weight").view(-1))
            self.norm.bias.copy_(weights("token_embd_norm.bias").view(-1))
            for number, layer in enumerate(self.layers):
                for part, name in PARTS.items():
                    own = getattr(layer, name)
                    own.weight.copy_(weights(f"blk.{number}.{part}.weight").view(own.weight.shape))
                    own.bias.copy_(weights(f"blk.{number}.{part}.bias").view(-1))
        flat, table = value("tokenizer.normalizer.map"), {}
        while flat:
            point, count = flat[:2]
            table[point], flat = "".join(map(chr, flat[2:2 + count])), flat[2 + count:]
        self.table = table
        unknown = value("tokenizer.ggml.unknown_token_id")
        pieces = list(zip(value("tokenizer.ggml.tokens"), value("tokenizer.ggml.scores")))
        self.tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
        self.tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always", split=False)
        self.ends = value("tokenizer.ggml.bos_token_id"), value("tokenizer.ggml.eos_token_id")

    def read(self, text, limit=512):
        text = re.sub(" +", " ", text.translate(self.table)).strip()
        pieces = self.tokenizer.encode(text, add_special_tokens=False).ids
        return (self.ends[0], *pieces[:limit - 2], self.ends[1])

    def states(self, texts, upto):
        """The states of texts, as pieces, after some layers."""
        x, mask = padded([torch.tensor(text) for text in texts])
        x = self.norm(self.pieces[x] + self.places[:x.shape[1]])
        for layer in self.layers[:upto]:
            x = layer(x, mask)
        return [state[:len(text)] for state, text in zip(x, texts)]

    def vectors(self, states, begin, dropout=0.0):
        """The vectors of texts, from their states after the first layers."""
        return pooled(self.layers[begin:], states, dropout)


def pooled(layers, states, dropout=0.0):
    x, mask = padded(states)
    for layer in layers:
        x = layer(x, mask, dropout)
    return nn.functional.normalize((x * mask[:, :, None]).sum(1), dim=-1)


def padded(rows):
    longest = max(map(len, rows))
    out = rows[0].new_zeros((len(rows), longest, *rows[0].shape[1:]))
    mask = torch.zeros(len(rows), longest, dtype=torch.bool)
    for number, row in enumerate(rows):
        out[number, :len(row)], mask[number, :len(row)] = row, True
    return out, mask


class Texts:
    """What is read, by text: the states below what is trained, and the vector it had at first."""

    def __init__(self, encoder):
        self.encoder, self.low, self.first = encoder, {}, {}
        # As it is before it is trained: texts are added all along.
        self.untrained = copy.deepcopy(encoder.layers[FROZEN:])

    def add(self, texts, limit):
        new = sorted({text: self.encoder.read(text, limit) for text in texts
                      if text not in self.low}.items(), key=lambda item: len(item[1]))
        with torch.no_grad():
            for begin in range(0, len(new), 32):
                some = new[begin:begin + 32]
                low = self.encoder.states([pieces for _, pieces in some], FROZEN)
                vectors = pooled(self.untrained, low)
                for (text, _), state, vector in zip(some, low, vectors):
                    self.low[text], self.first[text] = state.half().clone(), vector.clone()

    def vectors(self, texts):
        order = sorted(range(len(texts)), key=lambda index: len(self.low[texts[index]]))
        found = [None] * len(texts)
        for begin in range(0, len(order), 24):
            some = order[begin:begin + 24]
            states = [self.low[texts[index]].float() for index in some]
            for index, vector in zip(some, self.encoder.vectors(states, FROZEN, DROPOUT)):
                found[index] = vector
        return torch.stack(found)

    def forget(self, texts):
        for text in texts:
            self.low.pop(text, None)
            self.first.pop(text, None)

    def had(self, texts):
        return torch.stack([self.first[text] for text in texts])


class Document:
    """A document of a set with its questions."""

    def __init__(self, name, passages):
        self.name, self.passages, self.questions = name, passages, []
        self.places = [(p, s) for p, passage in enumerate(passages)
                       for s in range(len(passage["sentences"]))]

    def passage(self, number):
        passage = self.passages[number]
        asked = f"{passage['asked']}\n" if passage["asked"] else ""
        return PASSAGE + asked + " ".join(passage["sentences"])

    def sentence(self, place):
        return PASSAGE + self.passages[place[0]]["sentences"][place[1]]


def read_sets(path):
    documents, passages, by_name = [], [], {}
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        if "passage" in row:
            if row["passage"] == 0:
                passages, by_name = [], {}
            passages.append(row)
            continue
        name = row["document"]
        if name not in by_name:
            # Names of questions may have a mark of their own before the document's.
            own = [number for number, passage in enumerate(passages)
                   if name in (passage["document"], f"t-{passage['document']}")]
            by_name[name] = (Document(name, [passages[number] for number in own]),
                             {number: place for place, number in enumerate(own)})
            documents.append(by_name[name][0])
        document, places = by_name[name]
        right = [(places[r["passage"]], r["sentences"]) for r in row["right"]
                 if r["passage"] in places]
        # What is answered by another document of the set only is no question about this one.
        if bool(right) == bool(row["right"]):
            document.questions.append({
                "asked": [QUESTION + text for text in (row["question"], row.get("meant")) if text],
                "passages": {passage for passage, _ in right},
                "sentences": {(passage, s) for passage, some in right for s in some}})
    return [document for document in documents if document.passages and document.questions]


def with_slips(text):
    """A question with a slip or two in its longer words, or without its marks."""
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if place > 0 and len(word) > 3]
    for place in random.sample(long, min(len(long), random.choice((1, 1, 2)))):
        word = words[place]
        at = random.randrange(1, len(word) - 1)
        own = word[at].lower()
        alike = [letter for some in ALIKE if own in some for letter in some if letter != own]
        words[place] = random.choice((
            word[:at] + word[at + 1:],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2:],
            word[:at] + random.choice(alike or word[at]) + word[at + 1:],
        ))
    text = " ".join(words)
    return re.sub("[?؟.,،!]", "", text).lower() if random.random() < 0.3 else text


def as_read(question):
    """A question in one of the ways in which it may be read."""
    asked = question["asked"]
    text = asked[-1] if random.random() < MEANT else asked[0]
    return with_slips(text) if random.random() < SLIPS else text


def twins(documents):
    """Documents by name of the translation that has as many passages."""
    by_name = {document.name: document for document in documents}
    found = {}
    for name, document in by_name.items():
        other = re.sub("^xar", "xen", name) if name.startswith("xar") else re.sub("^xen", "xar", name)
        if other != name and other in by_name:
            if len(by_name[other].passages) == len(document.passages):
                found[name] = by_name[other]
    return found


def near_misses(likeness, right, limit):
    """The places that come nearest to each question without answering it."""
    for row, own in zip(likeness, right):
        order = [int(place) for place in torch.argsort(row, descending=True)[:limit + len(own)]]
        yield [place for place in order if place not in own][:limit]


def choose(right, missed, most, each):
    """What answers the questions of a step, and some of what comes near."""
    gold = {place for own in right for place in sorted(own)[:3]}
    rest = {place for some in missed for place in random.sample(some, min(each, len(some)))} - gold
    room = max(0, most - len(gold))
    chosen = sorted(rest)
    if len(chosen) > room:
        chosen = random.sample(chosen, room)
    return sorted(gold)[:most] + sorted(chosen)


def loss_of(cosines, right, threshold):
    """Which of some texts answers each question, and that none does."""
    logits = cosines / TEMPERATURE
    answered = right.any(1)
    level = threshold.expand(len(logits), 1)
    best = logits.masked_fill(~right, -1e9).logsumexp(1)
    total = torch.cat([logits, level], 1).logsumexp(1)
    loss = NOTHING * (total - torch.where(answered, best, level[:, 0])).mean()
    if answered.any():
        loss = loss + (logits[answered].logsumexp(1) - best[answered]).mean()
    return loss


def loss_of_same(vectors, questions):
    """Which questions are answered by the same sentence."""
    same = torch.tensor([[one is not other and bool(one["sentences"] & other["sentences"])
                          for other in questions] for one in questions])
    some = same.any(1)
    if not some.any():
        return 0.0
    logits = (vectors @ vectors.T / TEMPERATURE).masked_fill(
        torch.eye(len(questions), dtype=torch.bool), -1e9)[some]
    return (logits.logsumexp(1) - logits.masked_fill(~same[some], -1e9).logsumexp(1)).mean()


def step(texts, document, other, questions, threshold):
    asked = [as_read(question) for question in questions]
    texts.add(asked, QUESTION_PIECES)
    first = texts.had(asked)
    place_of = {place: number for number, place in enumerate(document.places)}
    right = [{place_of[place] for place in question["sentences"]} for question in questions]
    sentences = [document.sentence(place) for place in document.places]
    missed = near_misses(first @ texts.had(sentences).T, right, 6)
    pool = choose(right, missed, SENTENCES, 3)
    passages = [other.passage(number) for number in range(len(other.passages))]
    owns = [question["passages"] for question in questions]
    missed = near_misses(first @ texts.had(passages).T, owns, 4)
    wide = choose(owns, missed, PASSAGES, 1)
    read = asked + [sentences[place] for place in pool] + [passages[place] for place in wide]
    vectors = texts.vectors(read)
    q, s, p = vectors.split([len(asked), len(pool), len(wide)])
    # A question whose answer was left out for want of room is none without an answer.
    fits = torch.tensor([not own or any(place in own for place in wide) for own in owns])
    held = torch.tensor([bool(own) or not question["passages"]
                         for own, question in zip(right, questions)])
    table = lambda owns, pool: torch.tensor([[place in own for place in pool] for own in owns])
    loss = SAME * loss_of_same(q, questions)
    if held.any():
        loss = loss + loss_of((q @ s.T)[held], table(right, pool)[held], threshold)
    if fits.any() and len(wide) > 1:
        loss = loss + loss_of((q @ p.T)[fits], table(owns, wide)[fits], threshold)
    moved = ((vectors - texts.had(read)) ** 2).sum(1)
    # No question is read with the same slips again.
    texts.forget(set(asked) - {text for question in questions for text in question["asked"]})
    return loss + AS_IT_WAS * sum(part.mean() for part in moved.split([len(q), len(s), len(p)]))


def train(arguments):
    torch.manual_seed(1)
    random.seed(1)
    encoder = Encoder(arguments.base)
    documents = read_sets(arguments.sets)
    translated = twins(documents)
    texts = Texts(encoder)
    began = time.time()
    for document in documents:
        texts.add([document.sentence(place) for place in document.places], PASSAGE_PIECES)
        texts.add([document.passage(n) for n in range(len(document.passages))], PASSAGE_PIECES)
    print(f"{len(documents)} documents, {sum(len(d.questions) for d in documents)} questions, "
          f"{len(translated)} with a translation; read in {time.time() - began:.0f} s", flush=True)
    trained = [weight for layer in encoder.layers[FROZEN:] for weight in layer.parameters()]
    threshold = nn.Parameter(torch.tensor(0.84 / TEMPERATURE))
    optimiser = torch.optim.AdamW([{"params": trained, "weight_decay": 0.01},
                                   {"params": [threshold], "lr": 0.02, "weight_decay": 0.0}], RATE)
    batches = []
    for _ in range(EPOCHS):
        epoch = []
        for document in documents:
            shuffled = random.sample(document.questions, len(document.questions))
            parts = max(1, round(len(shuffled) / QUESTIONS))
            epoch += [(document, shuffled[part::parts]) for part in range(parts)]
        random.shuffle(epoch)
        batches += epoch
    mean = None
    for number, (document, questions) in enumerate(batches, 1):
        progress = number / len(batches)
        optimiser.param_groups[0]["lr"] = RATE * min(1, progress / WARM_UP, max(0.05, 1.05 - progress))
        other = translated.get(document.name)
        other = other if other and random.random() < ACROSS else document
        loss = step(texts, document, other, questions, threshold)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        optimiser.zero_grad()
        mean = loss.item() if mean is None else 0.95 * mean + 0.05 * loss.item()
        if number % 10 == 0 or number == len(batches):
            print(f"{number}/{len(batches)} loss {mean:.3f} threshold "
                  f"{threshold.item() * TEMPERATURE:.3f} {time.time() - began:.0f} s", flush=True)
    write(encoder, arguments.out)


def write(encoder, path):
    """The file that was read, with the weights of the layers as they are."""
    file, out = encoder.file, GGUFWriter(path, "bert")
    for field in file.fields.values():
        if field.name.startswith("GGUF.") or field.name == "general.architecture":
            continue
        kind, value = field.types[0], field.contents()
        if field.name == "general.name":
            value = re.sub(", Q4_0$", "", value) + ", trained for interviews, Q8_0"
        if field.name == "general.file_type":
            value = int(gguf.LlamaFileType.MOSTLY_Q8_0)
        if kind == GGUFValueType.ARRAY:
            if field.types[-1] == GGUFValueType.STRING:
                value = [bytes(field.parts[index]) for index in field.data]
            out.add_key_value(field.name, value, kind, sub_type=field.types[-1])
        else:
            out.add_key_value(field.name, value, kind)
    for tensor in file.tensors:
        if not tensor.name.startswith("blk."):
            raw = None if tensor.tensor_type == Quantization.F32 else tensor.tensor_type
            out.add_tensor(tensor.name, np.array(tensor.data), raw_dtype=raw)
            continue
        _, number, part, which = tensor.name.split(".")
        values = getattr(getattr(encoder.layers[int(number)], PARTS[part]), which).detach().numpy()
        if values.ndim == 2:
            quantised = gguf.quants.quantize(values, Quantization.Q8_0)
            out.add_tensor(tensor.name, quantised, raw_dtype=Quantization.Q8_0)
        else:
            out.add_tensor(tensor.name, values)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()


def mix(arguments):
    parts = [part.split(":", 1) for part in arguments.parts]
    if abs(sum(float(share) for share, _ in parts) - 1) > 1e-6:
        raise SystemExit("the shares have to make 1")
    mixed = Encoder(arguments.base)
    layers = [(float(share), Encoder(path).layers.state_dict()) for share, path in parts]
    mean = {name: sum(share * state[name] for share, state in layers) for name in layers[0][1]}
    mixed.layers.load_state_dict(mean)
    write(mixed, arguments.out)


def reference(arguments):
    encoder = Encoder(arguments.model)
    rows = json.load(open(arguments.references, encoding="utf8"))
    with torch.no_grad():
        for row in rows:
            pieces = encoder.read(f"{row['prefix']}: {row['text']}")
            vector = encoder.vectors(encoder.states([pieces], FROZEN), FROZEN)[0]
            row["tokens"] = list(pieces)
            row["vector"] = [round(number, 5) for number in vector.tolist()]
    lines = ",\n ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    open(arguments.references, "w", encoding="utf8").write(f"[{lines}]\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.set_defaults(run=train)
    for name in ("base", "sets", "out"):
        command.add_argument(name)
    command = commands.add_parser("mix")
    command.set_defaults(run=mix)
    for name in ("base", "out"):
        command.add_argument(name)
    command.add_argument("parts", nargs="+", metavar="SHARE:FILE")
    command = commands.add_parser("reference")
    command.set_defaults(run=reference)
    for name in ("model", "references"):
        command.add_argument(name)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
