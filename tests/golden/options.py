"""Writes the runs of hinge, log_cosh, softsign, and of the optimizers' options and schedules, in the format of the others.

python options.py (packages: torch, safetensors)
"""

import json

import torch
from safetensors.torch import save_file

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
STEPS = 25


def hinge(y, t): return torch.relu(1 - t * y).mean()
def log_cosh(y, t): return torch.log(torch.cosh(y - t)).mean()


ACTIVATIONS = {"softsign": torch.nn.functional.softsign, "tanh": torch.tanh, "relu": torch.relu}
LOSSES = {"hinge": hinge, "log_cosh": log_cosh, "mse": torch.nn.functional.mse_loss}
KINDS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "rmsprop": torch.optim.RMSprop,
         "adagrad": torch.optim.Adagrad}


def run(name, seed, sizes, activation, loss, kind, options, batch=8, rows=21, steps=STEPS, schedule=None, about=None):
    torch.manual_seed(seed)
    inputs, hidden, outputs = sizes
    first, second = torch.nn.Linear(inputs, hidden), torch.nn.Linear(hidden, outputs)
    parameters = {f"dense{i}.{k}": v for i, layer in ((1, first), (2, second)) for k, v in layer.named_parameters()}
    x, t = torch.randn(rows, inputs), torch.randn(rows, outputs)
    if loss == "hinge":
        t = torch.where(t < 0, -1.0, 1.0)
    model = lambda x: second(ACTIVATIONS[activation](first(x)))
    out = {"inputs": x, "targets": t} | {f"init.{k}": v.detach().clone() for k, v in parameters.items()}
    optimizer = KINDS[kind](list(parameters.values()), **options)
    scheduler = schedule(optimizer) if schedule else None
    losses, rates, row = [], [], 0
    for step in range(steps):
        part = slice(row, min(row + batch, rows))
        row = 0 if part.stop == rows else part.stop
        optimizer.zero_grad()
        value = LOSSES[loss](model(x[part]), t[part])
        value.backward()
        if step == 0:
            out |= {f"gradient.{k}": v.grad.clone() for k, v in parameters.items()}
        losses.append(value.item())
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if scheduler:
            scheduler.step()
    out |= {f"final.{k}": v.detach().clone() for k, v in parameters.items()}
    out |= {"losses": torch.tensor(losses), "predictions": model(x).detach()}
    train = {"optimizer": {"kind": kind, **options}, "batch": batch, "steps": steps}
    if about:
        out["rates"], train["schedule"] = torch.tensor(rates), about
    network = f"input {inputs}; dense {hidden} {activation}; dense {outputs}; loss {loss};"
    metadata = {"source": f"PyTorch {torch.__version__.split('+')[0]}, float64, CPU", "network": network, "train": json.dumps(train)}
    save_file({k: v.contiguous() for k, v in out.items()}, f"{name}.safetensors", metadata)


S = torch.optim.lr_scheduler
LONG = {"batch": 4, "rows": 20, "steps": 30}  # 5 updates an epoch, 6 epochs


def warm(optimizer):
    """Update i of the first 10 has i/10 of the rate, the other 20 go down a cosine."""
    up = S.LinearLR(optimizer, start_factor=0.1, end_factor=1.0, total_iters=9)
    down = S.CosineAnnealingLR(optimizer, T_max=20, eta_min=0.0)
    return S.SequentialLR(optimizer, [up, down], milestones=[10])


run("hinge_softsign", 1, (6, 9, 2), "softsign", "hinge", "sgd", {"lr": 0.2})
run("log_cosh_adam_decay", 2, (6, 9, 2), "softsign", "log_cosh", "adam", {"lr": 0.01, "betas": [0.8, 0.95], "eps": 1e-4, "weight_decay": 0.05})
run("adamw_options", 3, (6, 9, 2), "tanh", "mse", "adamw", {"lr": 0.02, "betas": [0.7, 0.9], "eps": 1e-5, "weight_decay": 0.3})
run("rmsprop_momentum", 4, (6, 9, 2), "tanh", "mse", "rmsprop", {"lr": 0.005, "alpha": 0.9, "eps": 1e-5, "momentum": 0.8})
run("rmsprop_decay", 5, (6, 9, 2), "tanh", "mse", "rmsprop", {"lr": 0.01, "alpha": 0.8, "weight_decay": 0.2})
run("adagrad_decay", 6, (6, 9, 2), "tanh", "mse", "adagrad", {"lr": 0.1, "eps": 1e-3, "weight_decay": 0.2})
run("nesterov_decay", 7, (6, 9, 2), "tanh", "mse", "sgd", {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 0.1})
run("schedule_warmup_cosine", 8, (4, 6, 1), "tanh", "mse", "sgd", {"lr": 0.2}, schedule=warm, about="cosine warmup=2", **LONG)
run("schedule_cosine_minimum", 9, (4, 6, 1), "tanh", "mse", "sgd", {"lr": 0.2}, about="cosine minimum=0.1", **LONG,
    schedule=lambda o: S.CosineAnnealingLR(o, T_max=30, eta_min=0.02))
run("schedule_step", 10, (4, 6, 1), "tanh", "mse", "sgd", {"lr": 0.2}, about="step every=2 factor=0.5", **LONG,
    schedule=lambda o: S.StepLR(o, step_size=10, gamma=0.5))
run("schedule_exponential", 11, (4, 6, 1), "tanh", "mse", "sgd", {"lr": 0.2}, about="exponential factor=0.7", **LONG,
    schedule=lambda o: S.ExponentialLR(o, gamma=0.7 ** 0.2))
