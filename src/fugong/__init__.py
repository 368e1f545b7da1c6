"""Fugong 复工: from closed to full production, proved with honest figures."""
