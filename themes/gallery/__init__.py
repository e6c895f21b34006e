"""The components that portal and console share, shown with sample content, states and advice.

A register of data (`register`), from which the component page is rendered with the same templates that pages use:
it cannot say anything that is not so. A component that is not in the register fails a test. Others ask `queries`.
"""
