"""Writes class_weights.safetensors: PyTorch's CrossEntropyLoss(weight=...), in the format of the other runs.

python class_weights.py (packages: torch, safetensors)
"""

import json

import torch
from safetensors.torch import save_file

WEIGHTS, BATCH, STEPS, LR = [0.25, 3.0, 0.0, 1.5], 8, 25, 0.1

torch.manual_seed(9)
torch.set_default_dtype(torch.float64)


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.dense1 = torch.nn.Linear(5, 7)
        self.dense2 = torch.nn.Linear(7, 4)

    def forward(self, x):
        return self.dense2(torch.tanh(self.dense1(x)))


network = Network()
inputs, targets = torch.randn(21, 5), torch.randint(0, 4, (21,))
loss = torch.nn.CrossEntropyLoss(weight=torch.tensor(WEIGHTS))
run = {"inputs": inputs, "targets": targets}
run |= {f"init.{name}": value.detach().clone() for name, value in network.named_parameters()}
optimizer = torch.optim.SGD(network.parameters(), lr=LR, momentum=0.9)
losses, row = [], 0
for _ in range(STEPS):
    batch = slice(row, min(row + BATCH, len(inputs)))
    row = 0 if batch.stop == len(inputs) else batch.stop
    optimizer.zero_grad()
    value = loss(network(inputs[batch]), targets[batch])
    value.backward()
    losses.append(value.item())
    optimizer.step()
run["losses"] = torch.tensor(losses)
run |= {f"final.{name}": value.detach().clone() for name, value in network.named_parameters()}
run["predictions"] = torch.softmax(network(inputs), 1).detach()
# The loss of the whole set, as it is validated.
run["loss"] = loss(network(inputs), targets).detach().reshape(1)
optimizer = {"kind": "sgd", "lr": LR, "momentum": 0.9}
train = {"optimizer": optimizer, "batch": BATCH, "steps": STEPS, "class_weights": WEIGHTS}
description = "input 5; dense 7 tanh; dense 4 softmax; loss sparse_categorical;"
source = f"PyTorch {torch.__version__}, float64, CPU"
metadata = {"source": source, "network": description, "train": json.dumps(train)}
save_file({name: value.contiguous() for name, value in run.items()}, "class_weights.safetensors", metadata)
