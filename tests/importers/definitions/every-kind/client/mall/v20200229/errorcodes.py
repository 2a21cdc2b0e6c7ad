# -*- coding: utf8 -*-

# The operation failed.
FAILEDOPERATION = "FailedOperation"

# No such order:
# it may have been deleted.
INVALIDPARAMETERVALUE_ORDERID = "InvalidParameterValue.OrderId"

# A parameter's value is wrong.
INVALIDPARAMETER_VALUEORDERID = "InvalidParameter.ValueOrderId"

LIMITEXCEEDED_ = "LimitExceeded."
