"""ONNX Runtime: predictions, arrays in and out."""

from common import *

import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OPERATOR = {"relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid"}


def network(widths, activation, last):
    nodes, tensors, current = [], [], "x"
    for i, (w, b) in enumerate(weights(widths)):
        tensors += [numpy_helper.from_array(w, f"w{i}"), numpy_helper.from_array(b, f"b{i}")]
        nodes.append(helper.make_node("Gemm", [current, f"w{i}", f"b{i}"], [f"z{i}"]))
        current = f"z{i}"
        function = activation if i + 2 < len(widths) else last
        if function:
            nodes.append(helper.make_node(OPERATOR[function], [current], [f"a{i}"]))
            current = f"a{i}"
    value = lambda name, width: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", width])
    graph = helper.make_graph(nodes, "mlp", [value("x", widths[0])], [value(current, widths[-1])], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    return model.SerializeToString(), current


def predict(workload):
    widths, activation, count, last = PREDICTION[workload]
    model, output = network(widths, activation, last)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    x = rows(count, widths[0])
    return start(count, lambda: session.run([output], {"x": x}))


serve(lambda workload: None, predict)
