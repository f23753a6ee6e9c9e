// FANN. It has squares alone for a loss, and trains one sample a step or all rows a step: T1 b1 with sigmoids and squares
// (as much arithmetic), T3, and the predictions of one row.
#include <fann.h>

#include "clock.h"

typedef struct {
    struct fann *network;
    struct fann_train_data *all;
    float x[784], y[10];
} State;

static void epoch(void *state) {
    fann_train_epoch(((State *)state)->network, ((State *)state)->all);
}

static void one(void *state) {
    fann_train(((State *)state)->network, ((State *)state)->x, ((State *)state)->y);
}

static void predict(void *state) {
    fann_run(((State *)state)->network, ((State *)state)->x);
}

int main(int count, char **arguments) {
    const char *chosen = count > 1 ? arguments[1] : "T1b1,T3,I1,I3,I4";
    State xor = {fann_create_standard(3, 2, 8, 1), fann_create_train(4, 2, 1), {0}, {0}};
    fann_set_activation_function_hidden(xor.network, FANN_SIGMOID_SYMMETRIC);
    fann_set_activation_function_output(xor.network, FANN_SIGMOID);
    fann_set_training_algorithm(xor.network, FANN_TRAIN_BATCH);
    fann_set_learning_rate(xor.network, 0.1f);
    for (int i = 0; i < 4; i++) {
        xor.all->input[i][0] = i / 2;
        xor.all->input[i][1] = i % 2;
        xor.all->output[i][0] = i == 1 || i == 2;
    }
    State digits = {fann_create_standard(3, 784, 128, 10), NULL, {0}, {0, 1}};
    fann_set_activation_function_hidden(digits.network, FANN_SIGMOID);
    fann_set_activation_function_output(digits.network, FANN_LINEAR);
    fann_set_learning_rate(digits.network, 0.01f);
    for (int i = 0; i < 784; i++) digits.x[i] = rand() / (float)RAND_MAX * .25f;
    State table = {fann_create_standard(4, 13, 64, 64, 1), NULL, {0}, {0}};
    fann_set_activation_function_hidden(table.network, FANN_LINEAR_PIECE);
    fann_set_activation_function_output(table.network, FANN_LINEAR);

    if (has(chosen, "T1b1")) measure("fann", "T1b1", 1, one, &digits);
    if (has(chosen, "T3")) measure("fann", "T3", 1, epoch, &xor);
    if (has(chosen, "I1")) measure("fann", "I1", 1, predict, &digits);
    if (has(chosen, "I3")) measure("fann", "I3", 1, predict, &table);
    if (has(chosen, "I4")) measure("fann", "I4", 1, predict, &xor);
}
