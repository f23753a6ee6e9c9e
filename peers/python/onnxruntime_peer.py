"""ONNX Runtime: predictions, arrays in and out."""

from common import *

import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPERATOR = {"relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid"}


def network(layers, activation, last):
    """The session, and its output's name."""
    nodes, tensors, current = [], [], "x"
    for i, (w, b) in enumerate(layers):
        tensors += [numpy_helper.from_array(w, f"w{i}"), numpy_helper.from_array(b, f"b{i}")]
        nodes.append(helper.make_node("Gemm", [current, f"w{i}", f"b{i}"], [f"z{i}"]))
        current = f"z{i}"
        function = activation if i + 1 < len(layers) else last
        if function:
            nodes.append(helper.make_node(OPERATOR[function], [current], [f"a{i}"]))
            current = f"a{i}"
    value = lambda name, width: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", width])
    graph = helper.make_graph(nodes, "mlp", [value("x", len(layers[0][0]))], [value(current, len(b))], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session, current


def predict(workload):
    widths, activation, count, last = PREDICTION[workload]
    session, output = network(weights(widths), activation, last)
    x = rows(count, widths[0])
    return start(count, lambda: session.run([output], {"x": x}))


def predictions(layers, x, activation, last):
    session, output = network(layers, activation, last)
    return [session.run([output], {"x": batch}) for batch in x]


serve(lambda workload: None, predict, predictions=predictions)
